package dev.cairn.content.boundary;

import dev.cairn.content.control.ContentReaders;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;

/// Writes long answers on virtual threads, so that a slow reader holds none of the server's, and
/// breaks those off that fail in their midst, so that the reader sees that bytes are missing.
final class StreamedAnswer {

    private static final System.Logger LOG = System.getLogger(StreamedAnswer.class.getName());

    private StreamedAnswer() {}

    /// What is written.
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream target) throws IOException;
    }

    /// Writes the body later, on another thread. The status and the headers have been set.
    ///
    /// @param then runs after that, however it ended
    static void send(
            ContentReaders readers,
            HttpServletRequest request,
            HttpServletResponse response,
            Body body,
            Runnable then) {
        var context = request.startAsync(request, response);
        context.setTimeout(0);
        readers.serve(() -> {
            try {
                write(context, body);
            } finally {
                then.run();
            }
        });
    }

    private static void write(AsyncContext context, Body body) {
        try {
            body.writeTo(context.getResponse().getOutputStream());
            context.complete();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A download ended early", e);
            abort(context);
        }
    }

    private static void abort(AsyncContext context) {
        try {
            if (context.getResponse().isCommitted()) {
                cut(context);
            } else {
                ((HttpServletResponse) context.getResponse()).sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            }
        } catch (IOException | IllegalStateException | ReflectiveOperationException e) {
            LOG.log(Level.DEBUG, "The reader is gone, or part of the answer is", e);
        }
        context.complete();
    }

    /// Ends the connection. An answer without a length would otherwise be ended as if all of it had
    /// been written, and servlets have no way to say that it was not: Payara's
    /// own objects have, and are on no class path of ours.
    private static void cut(AsyncContext context) throws ReflectiveOperationException {
        Object request = context.getRequest();
        while (request instanceof ServletRequestWrapper wrapper) {
            request = wrapper.getRequest();
        }
        for (var step : new String[] {"getUnwrappedCoyoteRequest", "getCoyoteRequest", "getContext", "getConnection"}) {
            request = call(request, step);
        }
        call(request, "terminateSilently");
    }

    private static Object call(Object on, String method) throws ReflectiveOperationException {
        return on.getClass().getMethod(method).invoke(on);
    }
}
