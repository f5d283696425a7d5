package dev.cairn.packs.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.platform.control.Installation;
import dev.cairn.platform.control.Migrations;
import dev.cairn.platform.control.Settings;
import dev.cairn.platform.control.StartRefused;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Tries, before it is used, whether the store keeps what its signed URLs promise.
///
/// A signed URL must store exactly the bytes it was made for, once. A store that ignores a signed
/// checksum would let whoever has a URL put other bytes under a good name, so this server does not
/// start with one. The probe runs when the store's settings are new or have changed.
@Dependent
public class StoreProbe {

    private static final System.Logger LOG = System.getLogger(StoreProbe.class.getName());
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BASE64_CHECKSUM = "x-amz-checksum-sha256";
    private static final String HEX_CHECKSUM = "x-amz-content-sha256";

    /// Names that a Java client sets by itself.
    private static final String LENGTH = "content-length";

    private final PackStore store;
    private final Settings settings;
    private final Installation installation;

    @Inject
    StoreProbe(PackStore store, Settings settings, Installation installation) {
        this.store = store;
        this.settings = settings;
        this.installation = installation;
    }

    void start(
            @Observes @Priority(Migrations.PRIORITY + 1) @Initialized(ApplicationScoped.class) ServletContext context) {
        var described = describe(settings.store());
        if (installation.isProbed(described)) {
            return;
        }
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            new Attempt(store, client).run();
        } catch (ProblemException e) {
            throw new StartRefused(
                    "the store at " + settings.store().endpoint() + " cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StartRefused(
                    "the store cannot be reached at " + settings.store().publicEndpoint()
                            + ", where browsers will look for it: " + e,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("it was told to stop", e);
        }
        installation.probed(described);
        LOG.log(Level.INFO, "The store keeps what its signed URLs promise");
    }

    private static Fingerprint describe(Settings.Store store) {
        var text = String.join(
                "\n",
                "1",
                store.endpoint().toString(),
                store.publicEndpoint().toString(),
                store.region(),
                store.bucket(),
                store.accessKey());
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return Fingerprint.of(bytes, 0, bytes.length);
    }

    /// One run of the attacks, under a key of its own.
    private record Attempt(PackStore store, HttpClient client, String key) {

        private static final byte[] GOOD = "the bytes that were signed for".getBytes(StandardCharsets.US_ASCII);
        private static final byte[] BAD = "other bytes of the same length".getBytes(StandardCharsets.US_ASCII);
        private static final byte[] LONGER = "more bytes than were ever signed for".getBytes(StandardCharsets.US_ASCII);

        Attempt(PackStore store, HttpClient client) {
            this(store, client, "probes/" + UUID.randomUUID());
        }

        void run() throws IOException, InterruptedException {
            var checksum = Fingerprint.of(GOOD, 0, GOOD.length);
            var put = store.signPut(key, GOOD.length, checksum, LIFE);
            try {
                refused("other bytes of the same length", send(put.url(), put.headers(), BAD));
                refused("more bytes", send(put.url(), put.headers(), LONGER));
                for (var header : put.headers().keySet()) {
                    if (!header.equals(LENGTH)) {
                        refused("a request without " + header, send(put.url(), without(put.headers(), header), GOOD));
                    }
                }
                refused("another checksum in the headers", send(put.url(), lying(put.headers(), BAD), BAD));
                refused(
                        "an unsigned payload",
                        send(put.url(), with(put.headers(), HEX_CHECKSUM, "UNSIGNED-PAYLOAD"), BAD));
                refused(
                        "another object",
                        send(URI.create(put.url().toString().replace(key, key + "x")), put.headers(), GOOD));
                accepted(send(put.url(), put.headers(), GOOD));
                refused("a second object under the same key", send(put.url(), put.headers(), GOOD));
                checkReading(checksum);
            } finally {
                store.delete(key);
                store.delete(key + "x");
            }
        }

        private void checkReading(Fingerprint checksum) throws IOException, InterruptedException {
            var found = store.find(key);
            if (found.isEmpty()
                    || found.get().size() != GOOD.length
                    || !found.get().checksum().equals(checksum)) {
                throw new StartRefused("the store does not tell the size and SHA-256 of what it holds");
            }
            var get = store.signGet(key, new PackStore.ByteRange(4, 5), LIFE);
            var part = fetch(get.url(), get.headers());
            if (part.statusCode() != 206 || !new String(part.body(), StandardCharsets.US_ASCII).equals("bytes")) {
                throw new StartRefused("the store does not answer a signed range, but " + part.statusCode());
            }
            if (fetch(get.url(), Map.of("range", "bytes=0-9")).statusCode() / 100 == 2) {
                throw letsThrough("another range than the signed one");
            }
            if (fetch(get.url(), Map.of()).statusCode() / 100 == 2) {
                throw letsThrough("a whole object by the URL of a range");
            }
        }

        private int send(URI url, Map<String, String> headers, byte[] body) throws IOException, InterruptedException {
            var request =
                    HttpRequest.newBuilder(url).timeout(PATIENCE).PUT(HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach((name, value) -> {
                if (!name.equals(LENGTH)) {
                    request.setHeader(name, value);
                }
            });
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }

        private HttpResponse<byte[]> fetch(URI url, Map<String, String> headers)
                throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(url).timeout(PATIENCE);
            headers.forEach(request::setHeader);
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }

        private static Map<String, String> without(Map<String, String> headers, String name) {
            var rest = new HashMap<>(headers);
            rest.remove(name);
            return rest;
        }

        private static Map<String, String> with(Map<String, String> headers, String name, String value) {
            var changed = new HashMap<>(headers);
            changed.put(name, value);
            return changed;
        }

        private static Map<String, String> lying(Map<String, String> headers, byte[] body) {
            var checksum = Fingerprint.of(body, 0, body.length);
            var base64 = Base64.getEncoder().encodeToString(checksum.toBytes());
            return with(with(headers, BASE64_CHECKSUM, base64), HEX_CHECKSUM, checksum.toString());
        }

        private static void accepted(int status) {
            if (status / 100 != 2) {
                throw new StartRefused("the store refuses a signed upload with status " + status
                        + "; its clock, its keys or its host name may be other than the settings say");
            }
        }

        private static void refused(String what, int status) {
            if (status / 100 == 2) {
                throw letsThrough(what);
            }
        }

        private static StartRefused letsThrough(String what) {
            return new StartRefused("the store lets " + what + " through a signed URL, so it cannot keep files safe;"
                    + " use one that enforces signed headers");
        }
    }
}
