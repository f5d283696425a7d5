package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Copies a folder with all that is in it. No bytes move.
///
/// A large folder takes many commits, so others can go on meanwhile and may see it grow; an error on
/// the way leaves what was copied so far, and everything that was there before.
@OneObject
public class FolderCopier {

    private static final int BATCH = CommitRequest.MAX_OPERATIONS;

    private final FolderBrowser browser;
    private final Entries entries;
    private final NamespaceAccess access;
    private final Committer committer;
    private final CopyAcross across;

    @Inject
    FolderCopier(
            FolderBrowser browser, Entries entries, NamespaceAccess access, Committer committer, CopyAcross across) {
        this.browser = browser;
        this.entries = entries;
        this.access = access;
        this.committer = committer;
        this.across = across;
    }

    /// @param parent the folder that the copy goes into
    /// @param name null for the folder's own; a number is added where it is taken
    /// @return the copy
    /// @throws ProblemException `NOT_FOUND`; `BAD_REQUEST` if it would go into itself
    public NodeId copy(Caller caller, NodeId folder, NodeId parent, @Nullable FileName name) {
        var source = browser.findFolder(caller, folder);
        var target = browser.findFolder(caller, parent);
        access.requireWrite(caller, target.namespace());
        if (target.path().stream().anyMatch(above -> above.id().equals(folder))) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "A folder cannot be copied into itself.");
        }
        if (source.entry().parent() == null && source.folder().isEmpty()) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The top folder cannot be copied.");
        }
        var wanted = name == null ? new FileName(source.entry().name()) : name;
        var top = make(caller, target, wanted);
        var inside = new Entries.Inside(target.namespace(), top, 0);
        var waiting = new ArrayDeque<Pair>();
        waiting.add(new Pair(source.namespace(), source.entry().inside(), inside));
        while (!waiting.isEmpty()) {
            copyChildren(caller, waiting.remove(), waiting);
        }
        return top;
    }

    private NodeId make(Caller caller, FolderBrowser.Location parent, FileName wanted) {
        for (int number = 1; ; number++) {
            var name = number == 1 ? wanted : wanted.with(" (" + number + ")");
            var operation = new Operation.MakeFolder(NodeRef.to(parent.entry().inside()), name, true);
            var result = committer.commit(
                    caller,
                    new CommitRequest(parent.namespace(), List.of(), List.of(operation), null),
                    Optional.empty());
            boolean taken = result.results().getFirst() instanceof OperationResult.Rejected(var problem)
                    && problem.type().equals(ProblemType.NAME_TAKEN.uri().toString());
            if (!taken) {
                return idOf(Committer.require(result.results().getFirst()));
            }
        }
    }

    private void copyChildren(Caller caller, Pair pair, ArrayDeque<Pair> waiting) {
        for (var kind : NodeKind.values()) {
            Bookmark after = null;
            List<Entry> page;
            do {
                page = entries.children(pair.namespace, pair.from, kind, Order.BY_NAME, after, BATCH);
                if (!page.isEmpty()) {
                    if (kind == NodeKind.FOLDER) {
                        copyFolders(caller, page, pair.to, waiting);
                    } else {
                        copyFiles(caller, page, pair.to);
                    }
                    var last = page.getLast();
                    after = Bookmark.at(last, new FileName(last.name()).key(), Order.BY_NAME);
                }
            } while (page.size() == BATCH);
        }
    }

    private void copyFiles(Caller caller, List<Entry> files, Entries.Inside to) {
        var byHome = entries.withContents(files).stream().collect(Collectors.groupingBy(Entry::home));
        byHome.forEach((home, some) -> {
            if (home.equals(to.namespace())) {
                commit(caller, some, to);
            } else {
                across.copy(caller, some, to);
            }
        });
    }

    private void copyFolders(Caller caller, List<Entry> folders, Entries.Inside to, ArrayDeque<Pair> waiting) {
        var copies = commit(caller, folders, to);
        for (int i = 0; i < folders.size(); i++) {
            var folder = folders.get(i);
            var namespace = folder.target() == null ? folder.namespace() : folder.target();
            if (access.mayRead(caller, namespace)) {
                waiting.add(new Pair(namespace, folder.inside(), new Entries.Inside(to.namespace(), copies.get(i), 0)));
            }
        }
    }

    private List<NodeId> commit(Caller caller, List<Entry> page, Entries.Inside to) {
        var operations = new ArrayList<Operation>(page.size());
        for (var entry : page) {
            var name = new FileName(entry.name());
            operations.add(
                    entry.isFile()
                            ? new Operation.Copy(entry.id(), entry.versionId(), NodeRef.to(to.folder()), name, false)
                            : new Operation.MakeFolder(NodeRef.to(to.folder()), name, false));
        }
        var request = new CommitRequest(to.namespace(), List.of(), operations, null);
        return committer.commit(caller, request, Optional.empty()).results().stream()
                .map(Committer::require)
                .map(FolderCopier::idOf)
                .toList();
    }

    private static NodeId idOf(OperationResult result) {
        return switch (result) {
            case OperationResult.Done done -> done.nodeId();
            case OperationResult.Conflict conflict -> conflict.nodeId();
            case OperationResult.MissingChunks _ -> throw new IllegalStateException("A copy brings no chunks");
            case OperationResult.Rejected _ -> throw new IllegalStateException("A refusal was let through");
        };
    }

    /// @param from a folder that is in this namespace
    private record Pair(NamespaceId namespace, NodeId from, Entries.Inside to) {}
}
