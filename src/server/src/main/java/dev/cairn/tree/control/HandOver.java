package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.PutManifest;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Copies all files of one person into a folder of another's. No bytes move, and nothing is taken away;
/// older versions and the trash stay behind, and so does what others share with the person.
///
/// It takes many commits. Where it is cut off it is done again, and finds what is there already: a folder of
/// the same name, a file of the same name and bytes.
@OneObject
public class HandOver {

    /// Files or folders of one commit.
    private static final int BATCH = 200;

    private final Entries entries;
    private final Versions versions;
    private final ChunkSharing sharing;
    private final NamespaceAccess access;
    private final Committer committer;

    @Inject
    HandOver(Entries entries, Versions versions, ChunkSharing sharing, NamespaceAccess access, Committer committer) {
        this.entries = entries;
        this.versions = versions;
        this.sharing = sharing;
        this.access = access;
        this.committer = committer;
    }

    /// @param name of the folder, in the receiver's top folder
    /// @throws dev.cairn.core.problem.ProblemException `QUOTA_EXCEEDED` if the receiver may not have as much;
    ///     what was copied before stays
    public Copied copy(Caller from, Caller to, FileName name) {
        var way = new Way(from, to);
        var top = make(to, NodeId.rootOf(to.own()), List.of(name)).getFirst();
        var waiting = new ArrayDeque<Pair>();
        waiting.add(new Pair(from.own(), NodeId.rootOf(from.own()), top));
        int files = 0;
        int damaged = 0;
        while (!waiting.isEmpty()) {
            var pair = waiting.remove();
            for (var page : pages(pair, NodeKind.FOLDER)) {
                waiting.addAll(folders(way, page, pair.to));
            }
            for (var page : pages(pair, NodeKind.FILE)) {
                var own = entries.withContents(own(way, page));
                int missing = put(way, pair.to, own);
                files += own.size() - missing;
                damaged += missing;
            }
        }
        return new Copied(files, damaged);
    }

    /// Makes the folders of a page, but those that hang there and are somebody else's.
    private List<Pair> folders(Way way, List<Entry> page, NodeId to) {
        var own = own(way, page);
        var made = make(way.to, to, own.stream().map(HandOver::nameOf).toList());
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < made.size(); i++) {
            var folder = own.get(i);
            pairs.add(new Pair(folder.home(), folder.inside(), made.get(i)));
        }
        return pairs;
    }

    /// What is not somebody else's that hangs there.
    private List<Entry> own(Way way, List<Entry> page) {
        return page.stream()
                .filter(entry ->
                        entry.target() == null || access.ownerOf(entry.target()).equals(way.from.user()))
                .toList();
    }

    /// What is in a folder, read as it is asked for.
    private Iterable<List<Entry>> pages(Pair pair, NodeKind kind) {
        return () -> Stream.iterate(
                        page(pair, kind, null), page -> !page.isEmpty(), page -> page(pair, kind, page.getLast()))
                .iterator();
    }

    private List<Entry> page(Pair pair, NodeKind kind, @Nullable Entry last) {
        var after = last == null ? null : Bookmark.at(last, nameOf(last).key(), Order.BY_NAME);
        return entries.children(pair.namespace, pair.from, kind, Order.BY_NAME, after, BATCH);
    }

    private List<NodeId> make(Caller to, NodeId parent, List<FileName> names) {
        var operations = names.stream()
                .<Operation>map(name -> new Operation.MakeFolder(NodeRef.to(parent), name, false))
                .toList();
        return commit(to, operations).stream()
                .map(Committer::require)
                .map(OperationResult.Done.class::cast)
                .map(OperationResult.Done::nodeId)
                .toList();
    }

    /// @return how many have chunks that cannot be had any more
    private int put(Way way, NodeId parent, List<Entry> files) {
        var wanted = files.stream()
                .map(file -> new Versions.Wanted(file.id(), file.versionId()))
                .toList();
        var contents = versions.findAll(way.from, wanted).stream()
                .flatMap(Optional::stream)
                .toList();
        var manifests = versions.manifests(contents);
        share(way, contents, manifests);
        var byFile = files.stream().collect(Collectors.toMap(Entry::inside, Function.identity()));
        var operations = new ArrayList<Operation>();
        for (int i = 0; i < contents.size(); i++) {
            var file = Objects.requireNonNull(byFile.get(contents.get(i).file()));
            operations.add(put(file, parent, manifests.get(i)));
        }
        int put = 0;
        for (var result : commit(way.to, operations)) {
            if (!(result instanceof OperationResult.MissingChunks)) {
                Committer.require(result);
                put++;
            }
        }
        return files.size() - put;
    }

    private void share(Way way, List<Versions.Content> contents, List<Manifest> manifests) {
        var chunks = new HashMap<NamespaceId, Set<Fingerprint>>();
        for (int i = 0; i < contents.size(); i++) {
            var of = chunks.computeIfAbsent(contents.get(i).namespace(), _ -> new HashSet<>());
            manifests.get(i).chunks().stream().map(Chunk::fingerprint).forEach(of::add);
        }
        chunks.forEach((namespace, of) -> sharing.share(namespace, way.to.own(), of));
    }

    private static Operation.Put put(Entry file, NodeId parent, Manifest manifest) {
        return new Operation.Put(
                NodeRef.to(parent),
                nameOf(file),
                null,
                null,
                file.size(),
                file.modified(),
                file.fileType(),
                file.executable(),
                Objects.requireNonNull(file.fingerprint()),
                null,
                PutManifest.whole(manifest),
                false);
    }

    private List<OperationResult> commit(Caller to, List<Operation> operations) {
        return operations.isEmpty()
                ? List.of()
                : committer
                        .commit(to, new CommitRequest(to.own(), List.of(), operations, null), Optional.empty())
                        .results();
    }

    private static FileName nameOf(Entry entry) {
        return new FileName(entry.name());
    }

    private record Way(Caller from, Caller to) {}

    /// @param from a folder that is in this namespace
    private record Pair(NamespaceId namespace, NodeId from, NodeId to) {}

    /// @param files that the receiver has now
    /// @param damaged of which chunks cannot be had any more, so that they stayed behind
    public record Copied(int files, int damaged) {}
}
