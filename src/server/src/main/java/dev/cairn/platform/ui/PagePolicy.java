package dev.cairn.platform.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import dev.cairn.platform.control.ContentPolicy;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Base64;

/// Sends each page with a policy of what may run in it, and marks the scripts that came with it.
@Dependent
public class PagePolicy {

    private static final int NONCE_BYTES = 16;

    private final ContentPolicy policy;
    private final SecureRandom random = new SecureRandom();

    @Inject
    PagePolicy(ContentPolicy policy) {
        this.policy = policy;
    }

    void watch(@Observes ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(this::protect);
    }

    private void protect(IndexHtmlResponse page) {
        var bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        var nonce = Base64.getEncoder().encodeToString(bytes);
        page.getDocument().select("script").attr("nonce", nonce);
        page.getVaadinResponse().setHeader("Content-Security-Policy", policy.ofPage(nonce));
    }
}
