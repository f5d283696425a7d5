package dev.cairn.standalone.s3;

import com.google.common.base.Throwables;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.QuietException;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.auth.AwsSignature;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Runs S3Proxy's handler, and mends four things in front of it.
///
/// 1. A header `x-amz-…` that is not among the signed ones is refused, as Amazon does. Without this, who
///    holds a signed PUT could add `x-amz-copy-source` and copy any object whose name he knows.
/// 2. A signed URL whose life has not begun is refused, as Amazon does.
/// 3. A body whose two signed checksums say the same is hashed once.
/// 4. A preflight may be remembered by the browser.
final class S3Servlet extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Logger LOG = LoggerFactory.getLogger(S3Servlet.class);

    /// No pack is larger, in bytes (src/docs/architecture.md).
    static final long MAX_OBJECT = 64L * 1024 * 1024;

    /// How much of a body that is signed by an `Authorization` header S3Proxy keeps in memory *before* it
    /// knows who sent it, in bytes. Lists of objects to delete come that way; packs never do.
    private static final long MAX_BUFFERED = 1024 * 1024;

    private static final int MAX_CHUNK = 1024 * 1024;
    private static final int MAX_CLOCK_SKEW_SECONDS = 15 * 60;

    /// The most that Chromium keeps, in seconds.
    private static final String PREFLIGHT_LIFE = "7200";

    private static final int INSUFFICIENT_STORAGE = 507; // RFC 4918, 11.5

    private final transient Handler handler;
    private final transient InstantSource clock;

    S3Servlet(BlobStore store, String accessKey, String secret, CrossOriginResourceSharing cors, InstantSource clock) {
        this.handler = new Handler(store, accessKey, secret, cors);
        this.clock = clock;
    }

    /// Opens up what S3Proxy keeps for its own servlet.
    private static final class Handler extends S3ProxyHandler {

        Handler(BlobStore store, String accessKey, String secret, CrossOriginResourceSharing cors) {
            super(
                    store,
                    AuthenticationType.AWS_V4,
                    accessKey,
                    secret,
                    null,
                    MAX_OBJECT,
                    MAX_BUFFERED,
                    MAX_CHUNK,
                    false,
                    cors,
                    "",
                    MAX_CLOCK_SKEW_SECONDS);
        }

        void refuse(HttpServletRequest request, HttpServletResponse response, S3ErrorCode code, String fact)
                throws IOException {
            sendSimpleErrorResponse(request, response, code, fact, Map.of());
        }

        void refuse(HttpServletRequest request, HttpServletResponse response, String code, int status, String fact)
                throws IOException {
            sendSimpleErrorResponse(request, response, code, status, fact, Map.of());
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            var claim = SignatureClaim.of(request);
            var unsigned = claim.unsignedAmazonHeaders(request);
            if (!unsigned.isEmpty()) {
                handler.refuse(request, response, S3ErrorCode.ACCESS_DENIED, "Headers are not signed: " + unsigned);
                return;
            }
            if (claim.isFromTheFuture(clock.instant())) {
                handler.refuse(request, response, S3ErrorCode.ACCESS_DENIED, "Request is not yet valid");
                return;
            }
            if (request.getMethod().equals("OPTIONS")) {
                response.setHeader("Access-Control-Max-Age", PREFLIGHT_LIFE);
            }
            handle(request, response);
        } catch (UnsupportedOperationException e) {
            handler.refuse(request, response, S3ErrorCode.NOT_IMPLEMENTED, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            handler.refuse(request, response, S3ErrorCode.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            answer(request, response, e);
        }
    }

    private void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (var body = request.getInputStream()) {
            var pinned = pinned(request);
            var shown = new PackRequest(request, pinned.orElse(null));
            if (!shown.provesChecksum()) {
                handler.doHandle(request, shown, response, body, null);
                return;
            }
            ScopedValue.where(PackBlobStore.PROVEN, pinned.orElseThrow()).<Void, IOException>call(() -> {
                handler.doHandle(request, shown, response, body, null);
                return null;
            });
            response.setHeader(PackRequest.CHECKSUM, request.getHeader(PackRequest.CHECKSUM));
        }
    }

    /// The checksum that the signature of a PUT holds its body to.
    private static Optional<Sha256> pinned(HttpServletRequest request) {
        return request.getMethod().equals("PUT")
                ? Optional.ofNullable(AwsSignature.pinnedPayloadHash(request)).map(Sha256::new)
                : Optional.empty();
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Exception failure)
            throws IOException {
        var refusal = cause(failure, AwsServiceException.class);
        if (refusal.isPresent()) {
            answer(request, response, refusal.get());
            return;
        }
        boolean full = cause(failure, StoreFullException.class).isPresent();
        if (cause(failure, QuietException.class).isPresent()) {
            LOG.debug("{} {} was broken off", request.getMethod(), request.getRequestURI());
        } else if (full) {
            LOG.warn("{} {} was refused: the disk is full", request.getMethod(), request.getRequestURI());
        } else {
            LOG.warn("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        }
        if (response.isCommitted()) {
            throw new IOException("The answer is cut short", failure); // closes the connection
        }
        response.reset(); // the headers of the answer that was begun
        if (full) {
            handler.refuse(request, response, "InsufficientStorage", INSUFFICIENT_STORAGE, "The store's disk is full");
        } else {
            handler.refuse(request, response, "InternalError", 500, "The store cannot do this now");
        }
    }

    private static <T> Optional<T> cause(Exception failure, Class<T> type) {
        return Throwables.getCausalChain(failure).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, AwsServiceException refusal)
            throws IOException {
        var code = S3Exceptions.errorCode(refusal);
        if (code != null) {
            var fact = String.valueOf(refusal.awsErrorDetails().errorMessage());
            handler.refuse(request, response, code, refusal.statusCode(), fact);
            return;
        }
        switch (refusal.statusCode()) {
            case 304 -> response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            case 412 -> handler.refuse(request, response, S3ErrorCode.PRECONDITION_FAILED, "The name is taken");
            case 416 -> handler.refuse(request, response, S3ErrorCode.INVALID_RANGE, "The pack has no such bytes");
            default -> handler.refuse(request, response, "InternalError", 500, "The store cannot do this now");
        }
    }
}
