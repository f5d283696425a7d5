package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.Role;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.SignedTokens;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Shows what is in the tree to those who may see it.
///
/// What is in the trash, or below a folder that is, is not in the tree.
@OneObject
public class FolderBrowser {

    /// Most entries of a page.
    public static final int MOST = 1000;

    private static final String CURSOR = "folder list cursor";

    private final Entries entries;
    private final NamespaceAccess access;
    private final Heads heads;
    private final SignedTokens tokens;

    @Inject
    FolderBrowser(Entries entries, NamespaceAccess access, Heads heads, SignedTokens tokens) {
        this.entries = entries;
        this.access = access;
        this.heads = heads;
        this.tokens = tokens;
    }

    /// A node, the folders above it, and what the caller may do there.
    ///
    /// @throws ProblemException `NOT_FOUND` if it is not in the tree, or the caller may not see it
    public Location find(Caller caller, NodeId id) {
        var role = access.requireRead(caller, id.birthplace());
        var path = entries.path(id.birthplace(), id);
        if (path.isEmpty() || !path.stream().allMatch(Entry::live)) {
            throw notFound();
        }
        return new Location(path, role);
    }

    /// Many nodes at once, as [#find], in a fixed number of queries for each namespace.
    ///
    /// @return those that are in the tree and that the caller may see, in the order asked
    public List<Location> findAll(Caller caller, List<NodeId> ids) {
        var found = new HashMap<NodeId, Location>();
        ids.stream().collect(Collectors.groupingBy(NodeId::birthplace)).forEach((namespace, wanted) -> {
            if (access.mayRead(caller, namespace)) {
                var role = access.requireRead(caller, namespace);
                entries.paths(namespace, wanted).forEach((id, path) -> {
                    if (path.stream().allMatch(Entry::live)) {
                        found.put(id, new Location(path, role));
                    }
                });
            }
        });
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    /// A folder, as [#find].
    public Location findFolder(Caller caller, NodeId id) {
        var found = find(caller, id);
        if (found.entry().isFile()) {
            throw notFound();
        }
        return found;
    }

    /// A file, as [#find], that is in this folder.
    public Location findFile(Caller caller, NodeId folder, NodeId id) {
        var found = find(caller, id);
        if (!found.entry().isFile() || !folder.equals(found.entry().parent())) {
            throw notFound();
        }
        return found;
    }

    /// A page of a folder: folders first, then files.
    ///
    /// Costs the same wherever the page is. Entries that come or go meanwhile are on some page or on
    /// none; all others are on exactly one.
    ///
    /// @param cursor from the last page, whose order it keeps; null for the first
    /// @param limit 1 to [#MOST]
    /// @throws ProblemException `BAD_REQUEST` if the cursor is not one of ours
    public Page list(Caller caller, NodeId folder, Order order, @Nullable String cursor, int limit) {
        var location = findFolder(caller, folder);
        var namespace = location.entry().namespace();
        var after = cursor == null ? null : bookmark(cursor);
        var used = after == null ? order : after.order();
        var page = new ArrayList<Entry>();
        for (var kind : NodeKind.values()) {
            boolean passed = after != null && kind.number() < after.kind().number();
            if (!passed && page.size() <= limit) {
                var from = after != null && kind == after.kind() ? after : null;
                page.addAll(entries.children(namespace, folder, kind, used, from, limit + 1 - page.size()));
            }
        }
        if (page.size() <= limit) {
            return new Page(page, null);
        }
        var shown = List.copyOf(page.subList(0, limit));
        var last = shown.getLast();
        var mark = Bookmark.at(last, new FileName(last.name()).key(), used);
        return new Page(shown, tokens.seal(CURSOR, mark.form()));
    }

    /// The entries of these names in a folder, whatever their case; for a client that wants to know
    /// what is there before it uploads.
    ///
    /// @param names at most [#MOST]
    public List<Entry> lookUp(Caller caller, NodeId folder, List<FileName> names) {
        if (names.size() > MOST) {
            throw new ProblemException(ProblemType.TOO_LARGE, "Ask for at most " + MOST + " names at once.");
        }
        var location = findFolder(caller, folder);
        return names.isEmpty() ? List.of() : entries.named(location.entry().namespace(), folder, names);
    }

    /// Those of some nodes that are in a folder, as they are now.
    ///
    /// @param ids at most [#MOST]
    public List<Entry> lookUp(Caller caller, NodeId folder, Set<NodeId> ids) {
        access.requireRead(caller, folder.birthplace());
        return ids.isEmpty() ? List.of() : entries.present(folder.birthplace(), folder, ids);
    }

    /// How far the namespace is that a node is in; whatever is read after this is at least as new.
    public long seq(Caller caller, NodeId id) {
        var namespace = id.birthplace();
        access.requireRead(caller, namespace);
        return heads.read(List.of(namespace)).getOrDefault(namespace, 0L);
    }

    /// Some entries by their place in the list, for a view that scrolls.
    public List<Entry> slice(Caller caller, NodeId folder, Order order, int offset, int limit) {
        access.requireRead(caller, folder.birthplace());
        return entries.slice(folder.birthplace(), folder, order, offset, limit);
    }

    /// Everything between two entries of a list, both included, in the list's order.
    public List<Entry> between(Caller caller, Entry one, Entry other, NodeId folder, Order order) {
        access.requireRead(caller, folder.birthplace());
        int first = position(one, folder, order);
        int last = position(other, folder, order);
        int from = Math.min(first, last);
        return entries.slice(folder.birthplace(), folder, order, from, Math.max(first, last) - from + 1);
    }

    private int position(Entry entry, NodeId folder, Order order) {
        var mark = Bookmark.at(entry, new FileName(entry.name()).key(), order);
        return entries.position(folder.birthplace(), folder, mark);
    }

    /// Some folders in a folder, by their place in the list of them.
    public List<Entry> folders(Caller caller, NodeId folder, int offset, int limit) {
        access.requireRead(caller, folder.birthplace());
        return entries.folders(folder.birthplace(), folder, offset, limit);
    }

    /// How many folders are in a folder.
    public int countFolders(Caller caller, NodeId folder) {
        access.requireRead(caller, folder.birthplace());
        return entries.countFolders(folder.birthplace(), folder);
    }

    /// How many entries a folder has.
    public int count(Caller caller, NodeId folder) {
        access.requireRead(caller, folder.birthplace());
        return entries.count(folder.birthplace(), folder);
    }

    /// Sizes of all files below a folder, in bytes.
    public long size(Caller caller, NodeId folder) {
        access.requireRead(caller, folder.birthplace());
        return entries.sizeBelow(folder.birthplace(), folder);
    }

    private Bookmark bookmark(String cursor) {
        return tokens.open(CURSOR, cursor)
                .map(Bookmark::read)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.BAD_REQUEST, "nextCursor is not one of this server's. Begin with the first page."));
    }

    /// What is answered for what is not there, or may not be seen.
    public static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such file or folder, or you may not see it.");
    }

    /// @param nextCursor null at the end
    public record Page(List<Entry> entries, @Nullable String nextCursor) {}

    /// @param path from the top folder down to the node itself
    /// @param role what the caller may do there
    public record Location(List<Entry> path, Role role) {

        public Entry entry() {
            return path.getLast();
        }

        /// The folder that it is in; empty for a top folder.
        public Optional<Entry> folder() {
            return path.size() < 2 ? Optional.empty() : Optional.of(path.get(path.size() - 2));
        }

        /// Names from below the top folder, joined and led by `/`; `/` for the top folder.
        public String text() {
            var names = path.stream().skip(1).map(Entry::name).toList();
            return "/" + String.join("/", names);
        }
    }
}
