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

    /// A link that opens a picture of one version for the caller.
    Downloads.ContentUrl makePreview(Caller caller, VersionId version, PictureSize size) {
        return link(caller, version, PREVIEW_PATH + version + "/" + size.form());
    }

    private Downloads.ContentUrl link(Caller caller, VersionId version, String path) {
        var expires = clock.instant().plus(settings.readLife());
        var form = ByteBuffer.allocate(FORM)
                .putLong(version.node().value())
                .putInt(version.number())
                .putInt(caller.user().value())
                .putInt(caller.device().value())
                .putInt(caller.own().value())
                .putLong(Times.toMicros(expires));
        var url = URI.create(settings.baseUrl() + path + "?token=" + tokens.seal(PURPOSE, form.array()));
        return new Downloads.ContentUrl(url, expires);
    }

    /// Who a token was made for; empty if it is not one of ours, is over, or is for another version.
    public Optional<Caller> open(VersionId version, String token) {
        return tokens.open(PURPOSE, token)
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
