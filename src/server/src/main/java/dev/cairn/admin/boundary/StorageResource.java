package dev.cairn.admin.boundary;

import dev.cairn.admin.control.ChunkTotals;
import dev.cairn.admin.control.CompressionByKind;
import dev.cairn.admin.control.Space;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;

/// `/admin/storage`: what the store is full of, and how well it is packed.
@Path("admin/storage")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class StorageResource {

    private final Space space;

    @Inject
    public StorageResource(Space space) {
        this.space = space;
    }

    @GET
    public StorageJson show(@Context SecurityContext context, @Context HttpServletRequest request) {
        return StorageJson.of(space.show(Acting.in(context, request)));
    }

    /// All sizes are in bytes.
    ///
    /// @param trashBytes of [#fileBytes], when they were last summed up
    /// @param versionBytes sizes of all older versions, then
    /// @param versions how many those are
    /// @param chunkBytes plain bytes of all chunks, each counted once
    /// @param storedChunkBytes what they take in their packs
    /// @param dedupRatio bytes of files, trash included, for each plain byte of a chunk, when chunks were
    ///     counted
    /// @param compressionRatio plain bytes of chunks for each byte that they take
    /// @param countedAt when chunks were counted
    /// @param encodings chunks by their stored form
    /// @param sample how files of each kind compress, estimated
    public record StorageJson(
            long fileBytes,
            long trashBytes,
            long versionBytes,
            long versions,
            long packs,
            long packBytes,
            long liveBytes,
            long coldPacks,
            long coldBytes,
            long dyingPacks,
            long dyingBytes,
            long leftovers,
            long damagedChunks,
            long chunks,
            long chunkBytes,
            long storedChunkBytes,
            double dedupRatio,
            double compressionRatio,
            Instant countedAt,
            List<EncodingJson> encodings,
            SampleJson sample) {

        static StorageJson of(Space.Info info) {
            var figures = info.figures();
            var chunks = info.chunks();
            var held = info.holdings().bytes();
            return new StorageJson(
                    figures.fileBytes(),
                    held.trash(),
                    held.olderVersions(),
                    held.versions(),
                    figures.packs(),
                    figures.packBytes(),
                    figures.liveBytes(),
                    figures.coldPacks(),
                    figures.coldBytes(),
                    figures.dyingPacks(),
                    figures.dyingBytes(),
                    figures.leftovers(),
                    figures.damagedChunks(),
                    chunks.count(),
                    chunks.plainBytes(),
                    chunks.storedBytes(),
                    chunks.dedupRatio(),
                    chunks.compressionRatio(),
                    chunks.at(),
                    chunks.forms().stream().map(EncodingJson::of).toList(),
                    SampleJson.of(info.kinds()));
        }
    }

    public record EncodingJson(String encoding, long chunks, long chunkBytes, long storedChunkBytes) {

        static EncodingJson of(ChunkTotals.Form form) {
            return new EncodingJson(form.encoding().wireName(), form.count(), form.plainBytes(), form.storedBytes());
        }
    }

    /// @param takenAt when the files were drawn
    public record SampleJson(Instant takenAt, long files, List<CompressionByKind.Kind> kinds) {

        static SampleJson of(CompressionByKind.Info info) {
            return new SampleJson(info.at(), info.files(), info.kinds());
        }
    }
}
