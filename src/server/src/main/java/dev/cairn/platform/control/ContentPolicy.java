package dev.cairn.platform.control;

import jakarta.inject.Inject;

/// What a page of Cairn may load and from where: values of `Content-Security-Policy`, so that what
/// somebody slips into a page cannot run there, and sends nothing elsewhere. Source: CSP Level 3.
@OneObject
public class ContentPolicy {

    private final String policy;

    @Inject
    ContentPolicy(Settings settings) {
        var store = settings.store().publicEndpoint();
        var origin = store.getScheme() + "://" + store.getRawAuthority();
        var sockets =
                (settings.secure() ? "wss://" : "ws://") + settings.baseUrl().getRawAuthority();
        policy = String.join(
                "; ",
                "default-src 'self'",
                "connect-src 'self' " + origin + " " + sockets, // not all browsers take sockets for 'self'
                "img-src 'self' data: blob: " + origin,
                "media-src 'self' blob: " + origin,
                "style-src 'self' 'unsafe-inline'", // Vaadin's components bring styles as text
                "font-src 'self' data:",
                "object-src 'none'",
                "base-uri 'self'",
                "form-action 'self'",
                "frame-ancestors 'none'",
                "script-src 'self'");
    }

    /// Of everything that has no script in its text, the upload engine's workers among it: only
    /// scripts of this server run, and none is made of text.
    public String ofFiles() {
        return policy;
    }

    /// Of a page that Vaadin makes. What the server tells the browser to run, Vaadin makes functions
    /// of, so that this cannot be forbidden there.
    ///
    /// @param nonce a number used once, which the page's own scripts carry; nobody can know it before
    public String ofPage(String nonce) {
        return policy + " 'nonce-" + nonce + "' 'unsafe-eval'";
    }
}
