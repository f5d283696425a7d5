package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
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
/// What is in the trash, or below a folder that is, is not in the tree. Where another namespace hangs, the
/// way goes on into it: [Entry#inside] is the folder that holds what is there. Methods that show a part of
/// a folder want that one.
@OneObject
public class FolderBrowser {

    /// Most entries of a page.
    public static final int MOST = 1000;

    private static final String CURSOR = "folder list cursor";

    private final Entries entries;
    private final NamespaceAccess access;
    private final Homes homes;
    private final SignedTokens tokens;

    @Inject
    FolderBrowser(Entries entries, NamespaceAccess access, Homes homes, SignedTokens tokens) {
        this.entries = entries;
        this.access = access;
        this.homes = homes;
        this.tokens = tokens;
    }

    /// A node, the folders above it, and what the caller may do there.
    ///
    /// @throws ProblemException `NOT_FOUND` if it is not in the tree, or the caller may not see it
    public Location find(Caller caller, NodeId id) {
        var home = homes.of(id);
        access.requireRead(caller, home);
        var path = entries.path(home, id);
        if (path.isEmpty() || !path.stream().allMatch(Entry::live)) {
            throw notFound();
        }
        return locate(caller, path, above(caller, home));
    }

    /// Many nodes at once, as [#find], in a fixed number of queries for each namespace.
    ///
    /// @return those that are in the tree and that the caller may see, in the order asked
    public List<Location> findAll(Caller caller, List<NodeId> ids) {
        var found = new HashMap<NodeId, Location>();
        var home = homes.of(ids);
        ids.stream().collect(Collectors.groupingBy(home::get)).forEach((namespace, wanted) -> {
            if (access.mayRead(caller, namespace)) {
                var above = above(caller, namespace);
                entries.paths(namespace, wanted).forEach((id, path) -> {
                    if (path.stream().allMatch(Entry::live)) {
                        found.put(id, locate(caller, path, above));
                    }
                });
            }
        });
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    /// The way to where a namespace hangs in the caller's own tree, from the top folder down to the mount;
    /// empty for that tree itself, and for what hangs nowhere.
    private List<Entry> above(Caller caller, NamespaceId namespace) {
        return access.mountOf(caller, namespace)
                .map(mount -> entries.path(caller.own(), mount))
                .filter(path -> path.stream().allMatch(Entry::live))
                .orElse(List.of());
    }

    private Location locate(Caller caller, List<Entry> path, List<Entry> above) {
        var entry = path.getLast();
        var role = access.requireRead(caller, entry.target() == null ? entry.namespace() : entry.target());
        if (above.isEmpty()) {
            return new Location(path, role);
        }
        if (path.size() == 1 && entry.isFile()) {
            return new Location(List.copyOf(above), role); // it is where it hangs
        }
        var whole = new ArrayList<>(path.size() == 1 ? above.subList(0, above.size() - 1) : above);
        whole.addAll(path.size() == 1 ? path : path.subList(1, path.size()));
        return new Location(List.copyOf(whole), role);
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
        boolean inFolder = folder.equals(found.entry().parent())
                || found.folder().map(Entry::id).filter(folder::equals).isPresent();
        if (!found.entry().isFile() || !inFolder) {
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
        var inside = location.entry().inside();
        var namespace = location.namespace();
        var after = cursor == null ? null : bookmark(cursor);
        var used = after == null ? order : after.order();
        var page = new ArrayList<Entry>();
        for (var kind : NodeKind.values()) {
            boolean passed = after != null && kind.number() < after.kind().number();
            if (!passed && page.size() <= limit) {
                var from = after != null && kind == after.kind() ? after : null;
                page.addAll(entries.children(namespace, inside, kind, used, from, limit + 1 - page.size()));
            }
        }
        if (page.size() <= limit) {
            return new Page(entries.withContents(page), null);
        }
        var shown = List.copyOf(page.subList(0, limit));
        var mark = mark(shown.getLast(), used);
        return new Page(entries.withContents(shown), tokens.seal(CURSOR, mark.form()));
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
        return names.isEmpty()
                ? List.of()
                : entries.named(location.namespace(), location.entry().inside(), names);
    }

    /// Those of some nodes that are in a folder, as they are now.
    ///
    /// @param ids at most [#MOST]
    public List<Entry> lookUp(Caller caller, NodeId folder, Set<NodeId> ids) {
        var home = readable(caller, folder);
        return ids.isEmpty() ? List.of() : entries.present(home, folder, ids);
    }

    /// Whether a namespace hangs in this very folder.
    public boolean hangsIn(Caller caller, NamespaceId hanging, NodeId folder) {
        return access.mountOf(caller, hanging)
                .filter(mount -> !lookUp(caller, folder, Set.of(mount)).isEmpty())
                .isPresent();
    }

    /// Where what is in a folder is, and how far that is: whatever is read after this is at least as new.
    ///
    /// @throws ProblemException `NOT_FOUND` if the folder does not exist, or the caller may not see it
    public Entries.Inside inside(Caller caller, NodeId folder) {
        var home = homes.of(folder);
        access.requireRead(caller, home);
        var inside = entries.inside(home, folder).orElseThrow(FolderBrowser::notFound);
        access.requireRead(caller, inside.namespace());
        return inside;
    }

    /// Some entries by their place in the list, for a view that scrolls.
    public List<Entry> slice(Caller caller, NodeId folder, Order order, int offset, int limit) {
        return entries.slice(readable(caller, folder), folder, order, offset, limit);
    }

    /// Everything between two entries of a list, both included, in the list's order.
    public List<Entry> between(Caller caller, Entry one, Entry other, NodeId folder, Order order) {
        var home = readable(caller, folder);
        int first = entries.position(home, folder, mark(entries.asSorted(one), order));
        int last = entries.position(home, folder, mark(entries.asSorted(other), order));
        int from = Math.min(first, last);
        return entries.slice(home, folder, order, from, Math.max(first, last) - from + 1);
    }

    private static Bookmark mark(Entry entry, Order order) {
        return Bookmark.at(entry, new FileName(entry.name()).key(), order);
    }

    /// The namespace that a folder is in, which the caller may see.
    private NamespaceId readable(Caller caller, NodeId folder) {
        var home = homes.of(folder);
        access.requireRead(caller, home);
        return home;
    }

    /// Some folders in a folder, by their place in the list of them.
    public List<Entry> folders(Caller caller, NodeId folder, int offset, int limit) {
        return entries.folders(readable(caller, folder), folder, offset, limit);
    }

    /// How many folders are in a folder.
    public int countFolders(Caller caller, NodeId folder) {
        return entries.countFolders(readable(caller, folder), folder);
    }

    /// How many entries a folder has.
    public int count(Caller caller, NodeId folder) {
        return entries.count(readable(caller, folder), folder);
    }

    /// Sizes of all files below a folder, in bytes.
    public long size(Caller caller, NodeId folder) {
        return entries.sizeBelow(readable(caller, folder), folder);
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

    /// @param path from the caller's top folder down to the node itself; of what hangs nowhere, from the top
    ///     folder of its namespace
    /// @param role what the caller may do there
    public record Location(List<Entry> path, Role role) {

        public Entry entry() {
            return path.getLast();
        }

        /// The namespace that it is in; of a mount, the one that hangs there.
        public NamespaceId namespace() {
            var entry = entry();
            return entry.target() == null ? entry.namespace() : entry.target();
        }

        /// The folder that it is in; empty for a top folder.
        public Optional<Entry> folder() {
            return path.size() < 2 ? Optional.empty() : Optional.of(path.get(path.size() - 2));
        }

        /// Names from below the caller's top folder, joined and led by `/`; `/` for that folder.
        public String text() {
            var names = path.stream()
                    .map(Entry::name)
                    .filter(name -> !name.isEmpty())
                    .toList();
            return "/" + String.join("/", names);
        }
    }
}
