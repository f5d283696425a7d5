package dev.cairn.content.boundary;

import dev.cairn.content.boundary.ByteRanges.Part;
import dev.cairn.content.control.ContentDisposition;
import dev.cairn.content.control.ContentReaders;
import dev.cairn.content.control.Downloads;
import dev.cairn.content.control.MediaType;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Sends a version's bytes.
///
/// Answers GET and HEAD, one range or several, `If-Range` and `If-None-Match`. What is behind a path
/// never changes, so its strong ETag is the version. The bytes are always a download and never
/// shown: names, types and contents are other people's. Sounds and films alone say what they are, for
/// the page's player. Source: RFC 9110.
@OneObject
public class ContentAnswer {

    private static final String UNKNOWN = "application/octet-stream";

    private final ContentReaders readers;

    @Inject
    ContentAnswer(ContentReaders readers) {
        this.readers = readers;
    }

    /// Answers a request for a version that the asker may read.
    public void send(Downloads.Opened opened, HttpServletRequest request, HttpServletResponse response) {
        long size = opened.reader().size();
        var tag = "\"" + opened.content().versionId() + "\"";
        response.setHeader("ETag", tag);
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("Cache-Control", "private, max-age=31536000, immutable");
        response.setHeader(
                "Content-Disposition",
                ContentDisposition.attachment(opened.content().name()));
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (names(request.getHeader("If-None-Match"), tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        var ranges = ranges(request, tag, size);
        if (ranges.isEmpty()) {
            send(opened, request, response, HttpServletResponse.SC_OK, new Part(0, size));
            return;
        }
        var parts = ranges.get().parts();
        switch (parts.size()) {
            case 0 -> {
                response.setHeader("Content-Range", "bytes */" + size);
                response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
            }
            case 1 -> {
                response.setHeader("Content-Range", parts.getFirst().header(size));
                send(opened, request, response, HttpServletResponse.SC_PARTIAL_CONTENT, parts.getFirst());
            }
            default -> sendParts(opened, request, response, parts);
        }
    }

    private static Optional<ByteRanges> ranges(HttpServletRequest request, String tag, long size) {
        var header = request.getHeader("Range");
        var condition = request.getHeader("If-Range");
        boolean asked =
                header != null && (condition == null || condition.strip().equals(tag));
        return asked ? ByteRanges.parse(header, size) : Optional.empty();
    }

    private static boolean names(String header, String tag) {
        return header != null
                && (header.strip().equals("*")
                        || List.of(header.replace("W/", "").split("\\s*,\\s*")).contains(tag));
    }

    private void send(
            Downloads.Opened opened, HttpServletRequest request, HttpServletResponse response, int status, Part part) {
        response.setStatus(status);
        response.setContentType(type(opened));
        response.setContentLengthLong(part.length());
        stream(request, response, out -> opened.reader().writeTo(out, part.from(), part.length()));
    }

    /// Several ranges: `multipart/byteranges`, RFC 9110, section 14.6.
    private void sendParts(
            Downloads.Opened opened, HttpServletRequest request, HttpServletResponse response, List<Part> parts) {
        var boundary = UUID.randomUUID().toString();
        long size = opened.reader().size();
        var heads = parts.stream()
                .map(part -> ascii("\r\n--" + boundary + "\r\nContent-Type: " + type(opened) + "\r\nContent-Range: "
                        + part.header(size) + "\r\n\r\n"))
                .toList();
        var end = ascii("\r\n--" + boundary + "--\r\n");
        long length = end.length;
        for (int i = 0; i < parts.size(); i++) {
            length += heads.get(i).length + parts.get(i).length();
        }
        response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
        response.setContentType("multipart/byteranges; boundary=" + boundary);
        response.setContentLengthLong(length);
        stream(request, response, out -> {
            for (int i = 0; i < parts.size(); i++) {
                out.write(heads.get(i));
                opened.reader().writeTo(out, parts.get(i).from(), parts.get(i).length());
            }
            out.write(end);
        });
    }

    private static String type(Downloads.Opened opened) {
        return MediaType.of(opened.content().name()).map(MediaType::name).orElse(UNKNOWN);
    }

    private void stream(HttpServletRequest request, HttpServletResponse response, StreamedAnswer.Body body) {
        if (!request.getMethod().equals("HEAD")) {
            StreamedAnswer.send(readers, request, response, body, () -> {});
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
