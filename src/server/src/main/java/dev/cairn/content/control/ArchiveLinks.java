package dev.cairn.content.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import dev.cairn.platform.control.SignedTokens;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Signed URLs of archives: `/archives/{fileName}?token=…`. The token says for whom it was made,
/// until when an archive may begin, and of what; rights are looked up when it is used.
@OneObject
public class ArchiveLinks {

    /// Below the server's base URL.
    public static final String PATH = "/archives/";

    private static final String PURPOSE = "archive link";
    private static final int HEADER = 3 * Integer.BYTES + Long.BYTES;

    private final SignedTokens tokens;
    private final Settings settings;
    private final InstantSource clock;

    @Inject
    ArchiveLinks(SignedTokens tokens, Settings settings, InstantSource clock) {
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
    }

    /// A link to an archive of some nodes.
    Link make(Caller caller, List<NodeId> nodes, String fileName) {
        var expires = clock.instant().plus(settings.readLife());
        var form = ByteBuffer.allocate(HEADER + nodes.size() * Long.BYTES)
                .putInt(caller.user().value())
                .putInt(caller.device().value())
                .putInt(caller.own().value())
                .putLong(Times.toMicros(expires));
        nodes.forEach(node -> form.putLong(node.value()));
        var path = PATH + ContentDisposition.pathSegment(fileName);
        var url = URI.create(settings.baseUrl() + path + "?token=" + tokens.seal(PURPOSE, form.array()));
        return new Link(url, fileName, expires);
    }

    /// What a token was made for; empty if it is not one of ours, or is over.
    public Optional<Claim> open(String token) {
        return tokens.open(PURPOSE, token)
                .filter(form -> form.length > HEADER)
                .map(ByteBuffer::wrap)
                .flatMap(form -> {
                    var caller = new Caller(
                            new UserId(form.getInt()),
                            new DeviceId(form.getInt()),
                            new NamespaceId(form.getInt()),
                            false);
                    boolean over = !clock.instant().isBefore(Times.ofMicros(form.getLong()));
                    var nodes = new ArrayList<NodeId>();
                    while (form.hasRemaining()) {
                        nodes.add(new NodeId(form.getLong()));
                    }
                    return over ? Optional.empty() : Optional.of(new Claim(caller, nodes));
                });
    }

    /// @param expiresAt until when the archive may begin
    public record Link(URI url, String fileName, Instant expiresAt) {}

    /// Who may have an archive of what.
    public record Claim(Caller caller, List<NodeId> nodes) {
        public Claim {
            nodes = List.copyOf(nodes);
        }
    }
}
