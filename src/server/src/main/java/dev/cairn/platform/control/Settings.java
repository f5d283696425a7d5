package dev.cairn.platform.control;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/// Everything that an administrator can set; `microprofile-config.properties` has the defaults and
/// says what each means.
///
/// @param baseUrl where people reach Cairn, without a slash at the end
/// @param secret 32 bytes or more in Base64
/// @param tokenKey signs access tokens: a pair of EC keys, or a private RSA key
/// @param adminToken empty for none
/// @param deviceLimit 1 or more
/// @param hashIterations how often passwords are hashed
public record Settings(
        URI baseUrl,
        String secret,
        String tokenKey,
        Optional<String> adminToken,
        boolean signUp,
        int deviceLimit,
        int hashIterations,
        Store store,
        Duration writeLife,
        Duration readLife,
        Duration uploadLife,
        Keeping keeping,
        Push push,
        Mail mail,
        Optional<Cdn> cdn,
        Optional<Oidc> oidc) {

    private static final int FEWEST_ITERATIONS = 10_000;
    private static final Duration LONGEST_READ = Duration.ofMinutes(5);
    private static final Duration LONGEST_WRITE = Duration.ofDays(1);
    private static final Duration LONGEST_COMMIT = Duration.ofHours(1);

    /// @throws IllegalArgumentException if a value cannot work; it names the setting, not the value
    public Settings {
        checkUrl("cairn.base-url", baseUrl);
        baseUrl = withoutSlash(baseUrl);
        check(decoded(secret).length >= 32, "cairn.secret", "must be 32 random bytes or more in Base64");
        check(!tokenKey.isBlank(), "cairn.token-key", "must be a pair of EC keys, or a private RSA key");
        adminToken = adminToken.filter(token -> !token.isBlank());
        check(
                adminToken.isEmpty() || adminToken.get().length() >= 20,
                "cairn.admin-token",
                "must be 20 characters or more");
        check(deviceLimit >= 1, "cairn.device-limit", "must be 1 or more");
        check(hashIterations >= FEWEST_ITERATIONS, "cairn.hash-iterations", "must be 10000 or more");
        check(between(readLife, LONGEST_READ), "cairn.url.read-life", "must be 1 second to 5 minutes");
        check(between(writeLife, LONGEST_WRITE), "cairn.url.write-life", "must be 1 second to 1 day");
        check(uploadLife.compareTo(writeLife) > 0, "cairn.upload.life", "must be longer than cairn.url.write-life");
    }

    /// Whether people reach Cairn by HTTPS, so that cookies may be restricted to it.
    public boolean secure() {
        return "https".equals(baseUrl.getScheme());
    }

    /// The bytes of [#secret()].
    byte[] secretBytes() {
        return decoded(secret);
    }

    /// Not the record's own, which would put secrets into logs.
    @Override
    public String toString() {
        return "Settings[" + baseUrl + "]";
    }

    /// The S3 store.
    ///
    /// @param endpoint how this server reaches it
    /// @param publicEndpoint how browsers and clients reach it
    /// @param probePublic whether it is tried at the start as browsers reach it; else as this server does
    /// @param eventsSecret what the store shows when it tells of its own accord what has arrived; empty
    ///     where it does not
    public record Store(
            URI endpoint,
            URI publicEndpoint,
            String region,
            String bucket,
            String accessKey,
            String secretKey,
            boolean probePublic,
            Optional<String> eventsSecret) {

        public Store {
            checkUrl("cairn.store.endpoint", endpoint);
            checkUrl("cairn.store.public-endpoint", publicEndpoint);
            endpoint = withoutSlash(endpoint);
            publicEndpoint = withoutSlash(publicEndpoint);
            check(!bucket.isBlank(), "cairn.store.bucket", "must be set");
            check(!accessKey.isBlank(), "cairn.store.access-key", "must be set");
            check(secretKey.length() >= 8, "cairn.store.secret-key", "must be set, to 8 characters or more");
            check(
                    eventsSecret.isEmpty() || eventsSecret.get().length() >= 20,
                    "cairn.store.events-secret",
                    "must be 20 characters or more");
        }

        /// Not the record's own, which would put secrets into logs.
        @Override
        public String toString() {
            return "Store[" + endpoint + "/" + bucket + "]";
        }
    }

    /// How long what nobody needs any more stays, and how much one person may have.
    ///
    /// @param trash how long what was deleted can be restored
    /// @param versions how long older versions are kept
    /// @param versionCount how many older versions of each file stay, whatever their age
    /// @param quota bytes of the files of one person; empty for no limit
    /// @param backups how old a backup may be that the database is restored from: objects that it
    ///     refers to are still there
    /// @param scrub how long it takes until every pack has been read again
    /// @param deduplicate whether what several people have brought is kept once
    /// @param coldAfter how long nobody has read a pack that goes to a colder class; empty for never
    /// @param coldClass which one
    public record Keeping(
            Duration trash,
            Duration versions,
            int versionCount,
            Optional<Long> quota,
            Duration backups,
            Duration scrub,
            boolean deduplicate,
            Optional<Duration> coldAfter,
            StorageClass coldClass) {

        public Keeping {
            check(trash.toMinutes() >= 1, "cairn.keep.trash", "must be a minute or more");
            check(versions.toMinutes() >= 1, "cairn.keep.versions", "must be a minute or more");
            check(versionCount >= 0, "cairn.keep.version-count", "must not be negative");
            check(quota.orElse(0L) >= 0, "cairn.quota", "must be a number of bytes");
            check(!backups.isNegative(), "cairn.keep.backups", "must not be negative");
            check(scrub.toHours() >= 1, "cairn.scrub.every", "must be an hour or more");
            check(coldAfter.isEmpty() || coldAfter.get().toDays() >= 1, "cairn.cold-after", "must be a day or more");
        }
    }

    /// How long an object stays after nothing refers to it: for signed URLs that were given out, for
    /// commits under way, and for backups.
    public Duration grace() {
        return keeping.backups.plus(readLife).plus(LONGEST_COMMIT);
    }

    /// How devices are told of changes.
    ///
    /// @param freshFor how long after a change the next ones in the same namespace are told to all who
    ///     see it; zero to tell only owners and those who watch
    /// @param askStaleEvery how often devices ask for namespaces that they may not be told about
    /// @param pollEvery how often this server looks for changes that no other server has told it
    /// @param connections how many a person may have open at once
    public record Push(Duration freshFor, Duration askStaleEvery, Duration pollEvery, int connections) {

        private static final Duration LONGEST_POLL = Duration.ofMinutes(1);

        public Push {
            check(!freshFor.isNegative(), "cairn.push.fresh-for", "must not be negative");
            check(askStaleEvery.toSeconds() >= 1, "cairn.push.ask-stale-every", "must be 1 second or more");
            check(between(pollEvery, LONGEST_POLL), "cairn.push.poll-every", "must be 1 second to 1 minute");
            check(connections >= 1, "cairn.push.connections", "must be 1 or more");
        }
    }

    /// How mails leave.
    ///
    /// @param host the mail server; empty for none
    /// @param from the address that mails come from
    /// @param directory where mails are left if there is no mail server
    public record Mail(
            Optional<String> host,
            int port,
            Security security,
            Optional<String> user,
            Optional<String> password,
            String from,
            Optional<Path> directory) {

        private static final int LAST_PORT = 65_535;

        /// How the connection to the mail server is kept private.
        public enum Security {
            NONE,
            STARTTLS,
            TLS
        }

        public Mail {
            check(port >= 1 && port <= LAST_PORT, "cairn.mail.port", "must be a port's number");
            check(user.isPresent() == password.isPresent(), "cairn.mail.password", "must be set if the user is");
            check(from.matches("[^\\s\\p{Cntrl}@<>,]+@[^\\s\\p{Cntrl}@<>,]+"), "cairn.mail.from", "must be an address");
        }

        /// Not the record's own, which would put secrets into logs.
        @Override
        public String toString() {
            return "Mail[" + host.orElse("no host") + "]";
        }
    }

    /// An edge: a cache of the content endpoint that checks signatures by itself.
    ///
    /// @param url how browsers and clients reach it
    /// @param key what it and this server know and nobody else does
    public record Cdn(URI url, String key) {

        public Cdn {
            checkUrl("cairn.cdn.url", url);
            url = withoutSlash(url);
            // nginx takes what has none of its own signs in it as it stands
            check(key.matches("[A-Za-z0-9_-]{32,}"), "cairn.cdn.key", "must be 32 letters, digits, _ or - or more");
        }

        /// Not the record's own, which would put secrets into logs.
        @Override
        public String toString() {
            return "Cdn[" + url + "]";
        }
    }

    /// An OpenID provider, at which people sign in instead of by a password.
    ///
    /// @param issuer what the provider calls itself, to the letter
    /// @param name what people call it
    /// @param trustEmail whether an address that it calls verified is the person's, without more proof
    public record Oidc(URI issuer, String clientId, String clientSecret, String name, boolean trustEmail) {

        private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

        public Oidc {
            checkUrl("cairn.oidc.issuer", issuer);
            check(
                    "https".equals(issuer.getScheme()) || THIS_MACHINE.contains(issuer.getHost()),
                    "cairn.oidc.issuer",
                    "must begin with https, unless the provider is on this machine");
            check(
                    issuer.getRawQuery() == null && issuer.getRawFragment() == null,
                    "cairn.oidc.issuer",
                    "must have neither ? nor #");
            check(
                    issuer.toString().matches("\\p{ASCII}{1,255}"),
                    "cairn.oidc.issuer",
                    "must be 255 ASCII characters at most");
            check(!clientId.isBlank(), "cairn.oidc.client-id", "must be set");
            check(!clientSecret.isBlank(), "cairn.oidc.client-secret", "must be set");
            check(!name.isBlank() && name.length() <= 40, "cairn.oidc.name", "must be 1 to 40 characters");
        }

        /// Not the record's own, which would put secrets into logs.
        @Override
        public String toString() {
            return "Oidc[" + issuer + "]";
        }
    }

    private static void checkUrl(String setting, URI url) {
        check(
                url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme())),
                setting,
                "must be a URL such as https://files.example.org");
    }

    private static URI withoutSlash(URI url) {
        var text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }

    private static boolean between(Duration duration, Duration longest) {
        return duration.toSeconds() >= 1 && duration.compareTo(longest) <= 0;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The setting cairn.secret is not Base64", e);
        }
    }

    private static void check(boolean good, String setting, String rule) {
        if (!good) {
            throw new IllegalArgumentException("The setting " + setting + " " + rule);
        }
    }
}
