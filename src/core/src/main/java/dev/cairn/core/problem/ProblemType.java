package dev.cairn.core.problem;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;

/// Every failure a client can be told about. Clients act on the type, never on the wording.
public enum ProblemType {
    BAD_REQUEST(400, Remedy.NONE, "The request is malformed"),
    INVALID_NAME(400, Remedy.NONE, "The name cannot be used"),
    SIGNED_OUT(401, Remedy.SIGN_IN, "Sign in first"),
    WRONG_CREDENTIALS(401, Remedy.NONE, "The address or the password is wrong"),
    SECOND_FACTOR(401, Remedy.NONE, "Give the code of your authenticator, too"),
    LINK_PASSWORD(401, Remedy.NONE, "This link asks for a password"),
    FORBIDDEN(403, Remedy.NONE, "You may see this, but not change it"),
    CONFIRM_PASSWORD(403, Remedy.NONE, "Give your password once more first"),
    NOT_FOUND(404, Remedy.NONE, "There is no such thing, or you may not see it"),
    METHOD_NOT_ALLOWED(405, Remedy.NONE, "This cannot be done here"),
    NOT_ACCEPTABLE(406, Remedy.NONE, "The answer has no such form"),
    CONFLICT(409, Remedy.SYNC_FIRST, "It has changed in the meantime"),
    NAME_TAKEN(409, Remedy.NONE, "Something here already has this name"),
    ADDRESS_TAKEN(409, Remedy.NONE, "There is an account with this address"),
    LAST_ADMINISTRATOR(409, Remedy.NONE, "Somebody must be able to administer the server"),
    DEVICE_LIMIT(409, Remedy.NONE, "You have as many devices as you may have"),
    MISSING_CHUNKS(409, Remedy.UPLOAD_FIRST, "Some chunks have not been uploaded"),
    MISSING_PACKS(409, Remedy.UPLOAD_FIRST, "Some packs are not in the store"),
    UPLOAD_CLOSED(409, Remedy.NONE, "This upload is over"),
    CONVERTING(409, Remedy.WAIT, "The folder is just being shared, or its sharing ended"),
    NESTED_SHARE(409, Remedy.NONE, "A shared folder cannot be inside of another"),
    CURSOR_RESET(410, Remedy.SYNC_FIRST, "Read everything anew"),
    PRECONDITION_FAILED(412, Remedy.SYNC_FIRST, "It is not the version you named"),
    TOO_LARGE(413, Remedy.NONE, "This is more than is taken at once"),
    UNSUPPORTED_MEDIA_TYPE(415, Remedy.NONE, "The request has another form than expected"),
    KEY_REUSED(422, Remedy.NONE, "The idempotency key belongs to another request"),
    TOO_MANY_REQUESTS(429, Remedy.WAIT, "Too many tries"),
    INTERNAL(500, Remedy.WAIT, "Something went wrong on the server"),
    UNAVAILABLE(503, Remedy.WAIT, "The server cannot do this now"),
    QUOTA_EXCEEDED(507, Remedy.NONE, "The account is full");

    /// What a client does before it tries again.
    public enum Remedy {
        /// Trying again does not help.
        NONE,
        /// Wait as long as `Retry-After` says, or a little longer each time.
        WAIT,
        /// Get a new access token; where that fails, ask the person to sign in.
        SIGN_IN,
        /// Upload what is named as missing.
        UPLOAD_FIRST,
        /// Read what changed, and plan again.
        SYNC_FIRST
    }

    private final int status;
    private final Remedy remedy;
    private final String title;

    ProblemType(int status, Remedy remedy, String title) {
        this.status = status;
        this.remedy = remedy;
        this.title = title;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    public Remedy remedy() {
        return remedy;
    }

    /// One sentence for people, the same for every occurrence.
    public String title() {
        return title;
    }

    /// The `type` member: stable for ever once released (RFC 9457, section 3.1.1).
    public URI uri() {
        return URI.create("/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /// The type of a `type` member; [#INTERNAL] for one that this program does not know.
    public static ProblemType ofUri(String uri) {
        return Arrays.stream(values())
                .filter(type -> type.uri().toString().equals(uri))
                .findFirst()
                .orElse(INTERNAL);
    }
}
