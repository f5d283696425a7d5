package dev.cairn.standalone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The last lines of a log that tell why something failed.
final class LogTail {

    private static final int LINES = 5;

    /// How far back is looked, in bytes.
    private static final int REACH = 64 * 1024;

    private static final int LONGEST_LINE = 300;

    private LogTail() {}

    /// The length of a log in bytes, 0 for one that is not there.
    static long length(Path log) throws IOException {
        return Files.exists(log) ? Files.size(log) : 0;
    }

    /// The last lines with one of the marks in them, or the last lines whatever they say; after
    /// them the log's name. Starts with a line break, to be put behind a message.
    ///
    /// @param since how long the log was, in bytes, before that of which it is to tell
    static String of(Path log, long since, String... marks) {
        var lines = lines(log, since);
        var telling = lines.stream()
                .filter(line -> List.of(marks).stream().anyMatch(line::contains))
                .toList();
        var chosen = telling.isEmpty() ? lines : telling;
        var text = new StringBuilder();
        chosen.stream()
                .skip(Math.max(0, chosen.size() - LINES))
                .forEach(line -> text.append("\n  ")
                        .append(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line));
        return text.append("\n  Log: ").append(log).toString();
    }

    private static List<String> lines(Path log, long since) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long rotated = since <= file.length() ? since : 0;
            long start = Math.max(rotated, file.length() - REACH);
            file.seek(start);
            var bytes = new byte[(int) (file.length() - start)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException _) {
            return List.of();
        }
    }
}
