package dev.cairn.admin.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.packs.control.ChunkIndex;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Remembered;
import dev.cairn.tree.control.FileSample;
import dev.cairn.tree.control.FileSample.Drawn;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// How well files of each kind compress, estimated from a sample.
///
/// A chunk does not know what files it is in, and to ask every file for its chunks would read
/// everything. So some hundred draws must do, each file standing for its size and its first chunks
/// for all of it. Remembered for ten minutes.
@OneObject
public class CompressionByKind {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int DRAWS = 200;

    private final DataSource database;
    private final SecureRandom random = new SecureRandom();
    private final Remembered<Info> remembered;

    @Inject
    CompressionByKind(DataSource database, InstantSource clock) {
        this.database = database;
        this.remembered = new Remembered<>(REMEMBERED, clock, this::look);
    }

    /// As of at most ten minutes ago.
    Info estimate() {
        return remembered.get();
    }

    private Info look(Instant now) {
        try (var connection = database.getConnection()) {
            return estimate(now, connection, new FileSample(connection, random).draw(DRAWS));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private static Info estimate(Instant now, Connection connection, List<Drawn> files) {
        var index = new ChunkIndex(connection);
        var kinds = new EnumMap<FileKind, Kind>(FileKind.class);
        files.stream().collect(Collectors.groupingBy(Drawn::namespace)).forEach((namespace, theirs) -> {
            var fingerprints = theirs.stream()
                    .flatMap(file -> file.chunks().stream())
                    .map(chunk -> chunk.fingerprint())
                    .collect(Collectors.toSet());
            var stored = index.places(namespace, fingerprints).values().stream()
                    .collect(Collectors.toMap(place -> place.chunk().fingerprint(), place -> place.storedLength()));
            for (var file : theirs) {
                share(file, stored).ifPresent(share -> {
                    var kind = FileKind.of(file.name(), file.type());
                    kinds.merge(kind, Kind.of(kind, file.size(), share), Kind::plus);
                });
            }
        });
        return new Info(now, List.copyOf(kinds.values()));
    }

    /// What part of its size a file takes; empty if its chunks are not known, which they are not while they
    /// are on their way.
    private static OptionalDouble share(Drawn file, Map<Fingerprint, Integer> storedLengths) {
        long plain = 0;
        long stored = 0;
        for (var chunk : file.chunks()) {
            var length = storedLengths.get(chunk.fingerprint());
            if (length != null) {
                plain += chunk.length();
                stored += length;
            }
        }
        return plain == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) stored / plain);
    }

    /// @param at when the sample was drawn
    /// @param kinds those that are in the sample
    public record Info(Instant at, List<Kind> kinds) {

        /// How many files the sample has.
        public int files() {
            return kinds.stream().mapToInt(Kind::files).sum();
        }
    }

    /// Files of one kind in the sample.
    ///
    /// @param bytes their sizes
    /// @param storedBytes what they would take if nothing of them were anywhere else
    public record Kind(FileKind kind, int files, long bytes, long storedBytes) {

        static Kind of(FileKind kind, long size, double share) {
            return new Kind(kind, 1, size, Math.round(size * share));
        }

        Kind plus(Kind other) {
            return new Kind(kind, files + other.files, bytes + other.bytes, storedBytes + other.storedBytes);
        }

        /// Plain bytes for each byte that they take; 1 where there are none.
        public double compressionRatio() {
            return storedBytes == 0 ? 1 : (double) bytes / storedBytes;
        }
    }
}
