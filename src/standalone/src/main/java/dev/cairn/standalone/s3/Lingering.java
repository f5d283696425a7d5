package dev.cairn.standalone.s3;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Takes what the sender of a request that was answered early is still sending, and forgets it.
///
/// A connection that is closed while bytes arrive is reset, and the answer that is under way may be lost
/// with it: the sender would hear of a broken connection, and try again. It lasts a moment only, and
/// holds no thread. Source: RFC 9112, section 9.6.
final class Lingering extends Handler.Wrapper {

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final int MOST = 1024 * 1024;

    Lingering(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, response, Callback.from(() -> linger(request, callback), callback::failed));
    }

    private static void linger(Request request, Callback callback) {
        var rest = new Rest(request, callback);
        rest.take();
        if (!rest.isOver.get()) {
            request.getComponents().getScheduler().schedule(rest::end, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// What is still to come of one request.
    private static final class Rest {

        private final Request request;
        private final Callback callback;
        private final AtomicBoolean isOver = new AtomicBoolean();
        private int taken;

        Rest(Request request, Callback callback) {
            this.request = request;
            this.callback = callback;
        }

        void take() {
            while (!isOver.get()) {
                var chunk = request.read();
                if (chunk == null) {
                    request.demand(this::take);
                    return;
                }
                taken += chunk.remaining();
                boolean isLast = chunk.isLast() || Content.Chunk.isFailure(chunk) || taken >= MOST;
                chunk.release();
                if (isLast) {
                    end();
                }
            }
        }

        void end() {
            if (isOver.compareAndSet(false, true)) {
                callback.succeeded();
            }
        }
    }
}
