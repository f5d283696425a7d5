package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.accounts.entity.Device;
import dev.cairn.accounts.entity.User;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.SignedTokens;
import dev.cairn.tree.entity.Node;
import dev.cairn.tree.entity.PastState;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The contents that a file has and had.
@OneObject
public class Versions {

    /// Most versions of a page.
    public static final int MOST = 1000;

    private static final String CURSOR = "version list cursor";

    private final EntityManager entities;
    private final DataSource database;
    private final FolderBrowser browser;
    private final NamespaceAccess access;
    private final Homes homes;
    private final SignedTokens tokens;

    @Inject
    Versions(
            EntityManager entities,
            DataSource database,
            FolderBrowser browser,
            NamespaceAccess access,
            Homes homes,
            SignedTokens tokens) {
        this.entities = entities;
        this.database = database;
        this.browser = browser;
        this.access = access;
        this.homes = homes;
        this.tokens = tokens;
    }

    /// A page of a file's versions, the newest first.
    ///
    /// @param cursor from the last page; null for the first
    /// @param limit 1 to [#MOST]
    /// @throws ProblemException `NOT_FOUND`; `BAD_REQUEST` if the cursor is not one of ours
    public Page list(Caller caller, NodeId folder, NodeId file, @Nullable String cursor, int limit) {
        var found = browser.findFile(caller, folder, file);
        var node = node(found.namespace(), found.entry().inside());
        var versions = new ArrayList<Info>();
        if (cursor == null) {
            versions.add(info(
                    node.versionId(),
                    node.committedAt(),
                    node.size(),
                    node.fingerprint().orElseThrow(),
                    node.committedBy(),
                    false));
        }
        int before = cursor == null ? node.versionId().number() : number(cursor);
        entities.createNamedQuery(PastState.VERSIONS, PastState.class)
                .setParameter("namespace", node.namespace().value())
                .setParameter("node", node.id().value())
                .setParameter("before", before)
                .setMaxResults(limit + 1 - versions.size())
                .getResultStream()
                .map(past -> info(
                        past.versionId(),
                        past.committedAt(),
                        past.size(),
                        past.fingerprint(),
                        past.committedBy(),
                        past.isConflict()))
                .forEach(versions::add);
        if (versions.size() <= limit) {
            return new Page(versions, null);
        }
        var shown = List.copyOf(versions.subList(0, limit));
        var next = ByteBuffer.allocate(Integer.BYTES)
                .putInt(shown.getLast().versionId.number());
        return new Page(shown, tokens.seal(CURSOR, next.array()));
    }

    /// One content of a file, to be read.
    ///
    /// @param version null for the newest
    /// @throws ProblemException `NOT_FOUND` if the caller may not see the file, or the version is
    ///     not kept
    public Content find(Caller caller, NodeId file, @Nullable VersionId version) {
        return findAll(caller, List.of(new Wanted(file, version))).getFirst().orElseThrow(Versions::notKept);
    }

    /// Contents of many files at once, in a fixed number of queries for each namespace.
    ///
    /// @return one for each that is wanted, in their order; empty for a file that the caller may not
    ///     see, or a version that is not kept
    public List<Optional<Content>> findAll(Caller caller, List<Wanted> wanted) {
        var found = new HashMap<Wanted, Content>();
        var home = homes.of(wanted.stream().map(Wanted::file).toList());
        var byNamespace = wanted.stream().distinct().collect(Collectors.groupingBy(want -> home.get(want.file)));
        byNamespace.forEach((namespace, wants) -> {
            if (access.mayRead(caller, namespace)) {
                load(caller, namespace, wants, found);
            }
        });
        return wanted.stream().map(want -> Optional.ofNullable(found.get(want))).toList();
    }

    /// The chunks of contents, in their order.
    public List<Manifest> manifests(List<Content> contents) {
        var longOnes = contents.stream()
                .filter(content -> content.shortManifest.isEmpty())
                .collect(Collectors.groupingBy(
                        Content::namespace, Collectors.mapping(Content::fingerprint, Collectors.toSet())));
        var loaded = new HashMap<NamespaceId, Map<Fingerprint, Manifest>>();
        longOnes.forEach((namespace, fingerprints) ->
                loaded.put(namespace, ask(store -> store.manifests(namespace, fingerprints))));
        return contents.stream()
                .map(content -> content.shortManifest.orElseGet(() -> Objects.requireNonNull(
                        loaded.get(content.namespace).get(content.fingerprint), "A manifest is not in the database")))
                .toList();
    }

    /// The chunks of a content.
    public Manifest manifest(Content content) {
        return manifests(List.of(content)).getFirst();
    }

    private void load(Caller caller, NamespaceId namespace, List<Wanted> wants, Map<Wanted, Content> found) {
        var ids = wants.stream().map(Wanted::file).collect(Collectors.toSet());
        var nodes = ask(store -> store.withAncestors(namespace, ids)).stream()
                .collect(Collectors.toMap(NodeState::id, node -> node));
        var older = new ArrayList<Wanted>();
        for (var want : wants) {
            var node = nodes.get(want.file);
            if (node == null || !isVisible(node, nodes)) {
                continue;
            }
            if (node.target() != null) {
                loadHanging(caller, node, want, found);
            } else if (node.content() != null) {
                if (want.version == null || want.version.equals(node.versionId())) {
                    found.put(want, content(namespace, node, node.content()));
                } else {
                    older.add(want);
                }
            }
        }
        if (!older.isEmpty()) {
            var versions = older.stream().map(Wanted::version).toList();
            var contents = ask(store -> store.olderVersions(namespace, versions));
            for (var want : older) {
                var content = contents.get(want.version);
                if (content != null
                        && want.version != null
                        && want.version.node().equals(want.file)) {
                    found.put(want, content(namespace, nodes.get(want.file), content));
                }
            }
        }
    }

    /// The content of a mount is that of the file that hangs there, under the mount's name. Its versions may
    /// be called by the mount's id, too: their numbers are the same before, while and after a file is shared.
    private void loadHanging(Caller caller, NodeState mount, Wanted want, Map<Wanted, Content> found) {
        var target = Objects.requireNonNull(mount.target());
        var file = NodeId.rootOf(target);
        var version = want.version == null || !want.version.node().equals(mount.id())
                ? want.version
                : new VersionId(file, want.version.number());
        if (!mount.isFolder() && access.mayRead(caller, target)) {
            var contents = new HashMap<Wanted, Content>();
            load(caller, target, List.of(new Wanted(file, version)), contents);
            contents.values().forEach(content -> found.put(want, content.named(mount.name())));
        }
    }

    private static boolean isVisible(NodeState node, Map<NodeId, NodeState> nodes) {
        var at = node;
        while (at != null && at.isLive() && at.parent() != null) {
            at = nodes.get(at.parent());
        }
        return at != null && at.isLive();
    }

    private static Content content(NamespaceId namespace, NodeState node, NodeState.Content content) {
        return new Content(
                namespace,
                node.id(),
                node.name(),
                new VersionId(node.id(), content.version()),
                content.size(),
                content.modifiedTime(),
                Optional.ofNullable(content.fileType()),
                content.fingerprint(),
                Optional.ofNullable(content.manifest()));
    }

    private <T> T ask(Function<TreeStore, T> question) {
        try (var connection = database.getConnection()) {
            return question.apply(new JdbcTreeStore(connection));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private Node node(NamespaceId namespace, NodeId file) {
        var node = entities.find(Node.class, new Node.Key(namespace, file));
        if (node == null) {
            throw notKept();
        }
        return node;
    }

    private Info info(
            VersionId id, Instant created, long size, Fingerprint fingerprint, DeviceId by, boolean conflict) {
        var device = entities.find(Device.class, by.value());
        var user =
                device == null ? null : entities.find(User.class, device.user().value());
        return new Info(
                id,
                created,
                size,
                fingerprint,
                device == null ? null : device.name(),
                user == null ? null : user.name(),
                conflict);
    }

    private int number(String cursor) {
        return tokens.open(CURSOR, cursor)
                .filter(form -> form.length == Integer.BYTES)
                .map(form -> ByteBuffer.wrap(form).getInt())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.BAD_REQUEST, "nextCursor is not one of this server's. Begin with the first page."));
    }

    private static ProblemException notKept() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such version, or it is not kept any more.");
    }

    /// @param nextCursor null at the end
    public record Page(List<Info> versions, @Nullable String nextCursor) {}

    /// @param createdAt when it was committed
    /// @param size in bytes
    /// @param deviceName from where; null if that is no longer known
    /// @param userName by whom; null if that is no longer known
    /// @param conflict whether it was replaced by one who had not seen it
    public record Info(
            VersionId versionId,
            Instant createdAt,
            long size,
            Fingerprint fingerprint,
            @Nullable String deviceName,
            @Nullable String userName,
            boolean conflict) {}

    /// A content that is asked for.
    ///
    /// @param version null for the newest
    public record Wanted(NodeId file, @Nullable VersionId version) {}

    /// One content of a file.
    ///
    /// @param file of a mount, the file that hangs there
    /// @param name of the file now
    /// @param size in bytes
    /// @param shortManifest empty if it is long, and kept by its fingerprint
    public record Content(
            NamespaceId namespace,
            NodeId file,
            String name,
            VersionId versionId,
            long size,
            Instant modified,
            Optional<String> fileType,
            Fingerprint fingerprint,
            Optional<Manifest> shortManifest) {

        Content named(String other) {
            return new Content(namespace, file, other, versionId, size, modified, fileType, fingerprint, shortManifest);
        }
    }
}
