package dev.cairn.content.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UserId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import dev.cairn.platform.control.SignedTokens;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Signed URLs of the content endpoint: `/content/{versionId}/{fileName}?token=…`.
///
/// The path is the same for everybody and for ever, so that a cache can keep what is behind it; the
/// token says for whom it was made and until when. It opens nothing that its person could not open
/// at that moment: rights are looked up when it is used, not only when it is made.
@OneObject
public class ContentLinks {

    /// Below the server's base URL.
    public static final String PATH = "/content/";

    /// Below the server's base URL.
    public static final String PREVIEW_PATH = "/preview/";

    private static final String PURPOSE = "content link";
    private static final String EDGE_PURPOSE = "content link of an edge";

    /// How long an edge may go on fetching what somebody began to read in time.
    private static final Duration LONGEST_DOWNLOAD = Duration.ofDays(1);

    private static final int FORM = 2 * Long.BYTES + 4 * Integer.BYTES;

    private final SignedTokens tokens;
    private final Settings settings;
    private final InstantSource clock;

    @Inject
    ContentLinks(SignedTokens tokens, Settings settings, InstantSource clock) {
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
    }

    /// A link that opens one version for the caller.
    Downloads.ContentUrl make(Caller caller, VersionId version, String fileName) {
        return link(caller, version, PATH + version + "/" + ContentDisposition.pathSegment(fileName));
    }

    /// A link to an edge that opens one version for the caller. The edge checks it, and shows the token in it when it
    /// fetches what it does not have yet, as long as that download takes.
    Downloads.ContentUrl makeForEdge(Edge edge, Caller caller, VersionId version, String fileName) {
        var now = clock.instant();
        var expires = now.plus(settings.readLife());
        var token = tokens.seal(EDGE_PURPOSE, form(caller, version, now.plus(LONGEST_DOWNLOAD)));
        var url = URI.create(edge.url() + PATH + version + "/" + ContentDisposition.pathSegment(fileName) + "?"
                + edge.signature(version, expires) + "&token=" + token);
        return new Downloads.ContentUrl(url, expires);
    }

    /// A link that opens a preview of one version for the caller.
    Downloads.ContentUrl makePreview(Caller caller, VersionId version, PreviewForm form) {
        return link(caller, version, PREVIEW_PATH + version + "/" + form.form());
    }

    private Downloads.ContentUrl link(Caller caller, VersionId version, String path) {
        var expires = clock.instant().plus(settings.readLife());
        var token = tokens.seal(PURPOSE, form(caller, version, expires));
        return new Downloads.ContentUrl(URI.create(settings.baseUrl() + path + "?token=" + token), expires);
    }

    private static byte[] form(Caller caller, VersionId version, Instant expires) {
        return ByteBuffer.allocate(FORM)
                .putLong(version.node().value())
                .putInt(version.number())
                .putInt(caller.user().value())
                .putInt(caller.device().value())
                .putInt(caller.own().value())
                .putLong(Times.toMicros(expires))
                .array();
    }

    /// Who a token was made for; empty if it is not one of ours, is over, or is for another version.
    public Optional<Caller> open(VersionId version, String token) {
        return open(PURPOSE, version, token);
    }

    /// As [#open], for the token of a link to an edge, which is good from the edge alone.
    public Optional<Caller> openFromEdge(VersionId version, String token) {
        return open(EDGE_PURPOSE, version, token);
    }

    private Optional<Caller> open(String purpose, VersionId version, String token) {
        return tokens.open(purpose, token)
                .filter(form -> form.length == FORM)
                .map(ByteBuffer::wrap)
                .flatMap(form -> {
                    var node = new NodeId(form.getLong());
                    var made = new VersionId(node, form.getInt());
                    var caller = new Caller(
                            new UserId(form.getInt()),
                            new DeviceId(form.getInt()),
                            new NamespaceId(form.getInt()),
                            false);
                    boolean good = made.equals(version) && clock.instant().isBefore(Times.ofMicros(form.getLong()));
                    return good ? Optional.of(caller) : Optional.empty();
                });
    }
}
