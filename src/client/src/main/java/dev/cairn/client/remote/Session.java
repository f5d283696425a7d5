package dev.cairn.client.remote;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UserId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A device that is signed in: gets access tokens, and keeps what it needs for the next one.
///
/// For any number of threads.
public final class Session {

    /// How long before its end an access token is exchanged.
    private static final Duration RESERVE = Duration.ofMinutes(1);

    private final Http http;
    private final InstantSource clock;
    private final Consumer<Account> keep;
    private Account account;
    private @Nullable String accessToken;
    private Instant goodUntil = Instant.MIN;

    /// @param keep writes down the account whenever its refresh token is another
    public Session(Http http, Account account, InstantSource clock, Consumer<Account> keep) {
        this.http = http;
        this.account = account;
        this.clock = clock;
        this.keep = keep;
    }

    /// Makes this device known to a server.
    ///
    /// @param code of an authenticator, or for its loss; null if none is given
    /// @throws ProblemException `SECOND_FACTOR` if one is needed; `WRONG_CREDENTIALS`
    public static Account signIn(
            Http http, URI server, String email, String password, @Nullable String code, String deviceName)
            throws IOException {
        var tokens = http.call(
                "POST",
                api(server, "/auth/sign-in"),
                null,
                new SignIn(email, password, code, deviceName, platform()),
                Tokens.class);
        return new Account(
                server, email, deviceName, tokens.userId, tokens.deviceId, tokens.rootFolderId, tokens.refreshToken);
    }

    public void signOut() throws IOException {
        http.call("POST", uri("/auth/sign-out"), accessToken(), null, Void.class);
    }

    public synchronized Account account() {
        return account;
    }

    /// @param path below `/api/v1`, with a slash in front
    public URI uri(String path) {
        return api(account().server(), path);
    }

    /// @throws ProblemException `SIGNED_OUT` if the device must be signed in again
    public synchronized String accessToken() throws IOException {
        if (accessToken == null || !clock.instant().isBefore(goodUntil)) {
            var tokens =
                    http.call("POST", uri("/auth/refresh"), null, new Refresh(account.refreshToken()), Tokens.class);
            account = account.withRefreshToken(tokens.refreshToken);
            keep.accept(account);
            accessToken = tokens.accessToken;
            goodUntil = clock.instant().plusSeconds(tokens.expiresIn).minus(RESERVE);
        }
        return accessToken;
    }

    /// Calls the API; once more with a fresh token where the old one is no longer good.
    <T> T call(String method, String path, @Nullable Object body, Class<T> answer, String... headers)
            throws IOException {
        var token = accessToken();
        try {
            return http.call(method, uri(path), token, body, answer, headers);
        } catch (ProblemException e) {
            if (e.type() != ProblemType.SIGNED_OUT) {
                throw e;
            }
            forget(token);
            return http.call(method, uri(path), accessToken(), body, answer, headers);
        }
    }

    private synchronized void forget(String token) {
        if (token.equals(accessToken)) {
            accessToken = null;
        }
    }

    private static URI api(URI server, String path) {
        return URI.create(server.toString().replaceAll("/+$", "") + "/api/v1" + path);
    }

    private static String platform() {
        return System.getProperty("os.name");
    }

    public record SignIn(
            String email, String password, @Nullable String code, String deviceName, String platform) {}

    public record Refresh(String refreshToken) {}

    /// @param expiresIn seconds that the access token is good
    public record Tokens(
            String accessToken,
            long expiresIn,
            String refreshToken,
            UserId userId,
            DeviceId deviceId,
            NodeId rootFolderId) {}
}
