package dev.cairn.standalone.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/// A request as S3Proxy acts on it, after the signature has been checked on the request as it came.
///
/// Hides `if-none-match: *` on a PUT, because S3Proxy refuses it on a store that it does not know, and
/// [PackBlobStore] never replaces anything anyway. Hides `x-amz-checksum-sha256` where
/// `x-amz-content-sha256` is signed and says the same, because S3Proxy proves the latter.
final class PackRequest extends HttpServletRequestWrapper {

    static final String CHECKSUM = "x-amz-checksum-sha256";

    private static final String CONDITION = "if-none-match";

    private final boolean hidesCondition;
    private final boolean hidesChecksum;

    /// @param pinned the signed SHA-256 of the body; null if the signature has none
    PackRequest(HttpServletRequest request, @Nullable Sha256 pinned) {
        super(request);
        this.hidesCondition = request.getMethod().equals("PUT") && "*".equals(request.getHeader(CONDITION));
        this.hidesChecksum = pinned != null && pinned.base64().equals(request.getHeader(CHECKSUM));
    }

    /// Whether S3Proxy will hold the body to the checksum that it does not see.
    boolean provesChecksum() {
        return hidesChecksum;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return hides(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return hides(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                .filter(name -> !hides(name))
                .toList());
    }

    private boolean hides(String name) {
        return hidesCondition && name.equalsIgnoreCase(CONDITION) || hidesChecksum && name.equalsIgnoreCase(CHECKSUM);
    }
}
