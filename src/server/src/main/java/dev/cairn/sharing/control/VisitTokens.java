package dev.cairn.sharing.control;

import dev.cairn.core.sync.LinkId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.core.sync.VisitorId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.SignedTokens;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Visits as visitors carry them about: sealed, and worth nothing as anything else.
@OneObject
public class VisitTokens {

    private static final String VISIT = "link visit";
    private static final String CONTENT = "link content";
    private static final String ARCHIVE = "link archive";
    private static final String FOLDER = "link folder";
    private static final int VISIT_BYTES = 2 * Integer.BYTES + 2 * Long.BYTES;
    private static final int CONTENT_BYTES = VISIT_BYTES + Long.BYTES + Integer.BYTES;

    private final SignedTokens tokens;

    @Inject
    VisitTokens(SignedTokens tokens) {
        this.tokens = tokens;
    }

    String seal(Visit visit) {
        return tokens.seal(VISIT, put(ByteBuffer.allocate(VISIT_BYTES), visit).array());
    }

    /// Empty if it is not one of ours.
    Optional<Visit> open(String token) {
        return tokens.open(VISIT, token)
                .filter(form -> form.length == VISIT_BYTES)
                .map(form -> visit(ByteBuffer.wrap(form)));
    }

    /// What a URL of one version's content carries.
    String sealContent(Visit visit, VersionId version) {
        var form = put(ByteBuffer.allocate(CONTENT_BYTES), visit)
                .putLong(version.node().value())
                .putInt(version.number());
        return tokens.seal(CONTENT, form.array());
    }

    /// Empty if it is not one of ours, or is for another version.
    Optional<Visit> openContent(String token, VersionId version) {
        return tokens.open(CONTENT, token)
                .filter(form -> form.length == CONTENT_BYTES)
                .map(ByteBuffer::wrap)
                .flatMap(form -> {
                    var visit = visit(form);
                    var made = new VersionId(new NodeId(form.getLong()), form.getInt());
                    return made.equals(version) ? Optional.of(visit) : Optional.empty();
                });
    }

    /// What a URL of an archive carries.
    String sealArchive(Visit visit, List<NodeId> nodes) {
        var form = put(ByteBuffer.allocate(VISIT_BYTES + nodes.size() * Long.BYTES), visit);
        nodes.forEach(node -> form.putLong(node.value()));
        return tokens.seal(ARCHIVE, form.array());
    }

    /// Empty if it is not one of ours.
    Optional<OfArchive> openArchive(String token) {
        return tokens.open(ARCHIVE, token)
                .filter(form -> form.length > VISIT_BYTES)
                .map(ByteBuffer::wrap)
                .map(form -> {
                    var visit = visit(form);
                    var nodes = new ArrayList<NodeId>();
                    while (form.hasRemaining()) {
                        nodes.add(new NodeId(form.getLong()));
                    }
                    return new OfArchive(visit, nodes);
                });
    }

    /// What a visitor calls a folder that they have made.
    String sealFolder(VisitorId visitor, NodeId folder) {
        var form = ByteBuffer.allocate(2 * Long.BYTES).putLong(visitor.value()).putLong(folder.value());
        return tokens.seal(FOLDER, form.array());
    }

    /// Empty if this visitor has made no such folder.
    Optional<NodeId> openFolder(VisitorId visitor, String token) {
        return tokens.open(FOLDER, token)
                .filter(form -> form.length == 2 * Long.BYTES)
                .map(ByteBuffer::wrap)
                .filter(form -> form.getLong() == visitor.value())
                .map(form -> new NodeId(form.getLong()));
    }

    /// An archive of some nodes, on a visit.
    record OfArchive(Visit visit, List<NodeId> nodes) {
        OfArchive {
            nodes = List.copyOf(nodes);
        }
    }

    private static ByteBuffer put(ByteBuffer form, Visit visit) {
        return form.putInt(visit.link().value())
                .putInt(visit.generation())
                .putLong(visit.visitor().value())
                .putLong(Times.toMicros(visit.expiresAt()));
    }

    private static Visit visit(ByteBuffer form) {
        return new Visit(
                new LinkId(form.getInt()),
                form.getInt(),
                new VisitorId(form.getLong()),
                Times.ofMicros(form.getLong()));
    }
}
