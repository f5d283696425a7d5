package dev.cairn.tree.control;

import dev.cairn.accounts.control.Allowances;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.content.Manifest;
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
import dev.cairn.core.sync.PutManifest;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Gatherers;
import javax.sql.DataSource;

/// Makes a folder be as it was at a moment. Nothing is lost: what has come since goes into the trash, and
/// what a file holds now becomes an older version.
///
/// Up to a thousand changes are one commit; with more, what others do meanwhile may come in between.
@OneObject
public class Rewinder {

    /// Most changes that are listed; all are counted.
    public static final int MOST_LISTED = 1000;

    private static final int CONTENTS_AT_ONCE = 200;

    private final FolderBrowser browser;
    private final PastTrees trees;
    private final Committer committer;
    private final NamespaceAccess access;
    private final Allowances allowances;
    private final DataSource database;
    private final InstantSource clock;

    @Inject
    Rewinder(
            FolderBrowser browser,
            PastTrees trees,
            Committer committer,
            NamespaceAccess access,
            Allowances allowances,
            DataSource database,
            InstantSource clock) {
        this.browser = browser;
        this.trees = trees;
        this.committer = committer;
        this.access = access;
        this.allowances = allowances;
        this.database = database;
        this.clock = clock;
    }

    /// What rewinding changes.
    ///
    /// @param changes the first [#MOST_LISTED]
    /// @param total how many there are
    /// @param refused how many of their operations were refused, because of what others did meanwhile, or
    ///     because a content is damaged or there is no room for it; 0 for a preview
    public record Outcome(List<Change> changes, int total, int refused) {}

    /// @param name as it is
    /// @param formerName as it was, and will be
    public record Change(Kind what, NodeId node, NodeKind kind, String name, String formerName) {}

    /// What is done to a node.
    public enum Kind {
        /// It has come since, and goes into the trash.
        TRASH,
        /// It was deleted since, and comes back.
        RESTORE,
        /// It was renamed or moved since, and moves back.
        MOVE,
        /// It has another content by now, and gets the former.
        REVERT
    }

    /// Says what [#rewind] would do.
    ///
    /// @throws ProblemException `NOT_FOUND`; `BAD_REQUEST` if the folder was not there at the moment, or
    ///     the moment is longer ago than older versions are kept
    public Outcome preview(Caller caller, NodeId folder, Instant moment) {
        return outcome(plan(browser.findFolder(caller, folder), moment).changes(), 0);
    }

    /// @throws ProblemException as [#preview], or `FORBIDDEN`
    public Outcome rewind(Caller caller, NodeId folder, Instant moment) {
        var location = browser.findFolder(caller, folder);
        var plan = plan(location, moment);
        access.requireWrite(caller, location.namespace());
        var changes = plan.changes();
        int refused = 0;
        for (var operations : plan.operations(changes).stream()
                .gather(Gatherers.windowFixed(CommitRequest.MAX_OPERATIONS))
                .toList()) {
            refused += commit(caller, location.namespace(), operations);
        }
        for (var reverts : changes.stream()
                .filter(change -> change.kind() == Kind.REVERT)
                .gather(Gatherers.windowFixed(CONTENTS_AT_ONCE))
                .toList()) {
            refused += revert(caller, location.namespace(), reverts);
        }
        return outcome(changes, refused);
    }

    private static Outcome outcome(List<RewindPlan.Change> changes, int refused) {
        var listed = changes.stream()
                .limit(MOST_LISTED)
                .map(change -> new Change(
                        change.kind(),
                        change.now().id(),
                        change.now().kind(),
                        change.now().name(),
                        change.then().name()))
                .toList();
        return new Outcome(listed, changes.size(), refused);
    }

    private RewindPlan plan(FolderBrowser.Location location, Instant moment) {
        var now = clock.instant();
        var kept = allowances.retention(location.namespace()).versions();
        if (moment.isAfter(now) || moment.isBefore(now.minus(kept))) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST,
                    "Name a moment of the last " + kept.toDays() + " days: so long it is kept.");
        }
        return trees.plan(location.namespace(), location.entry().inside(), moment)
                .orElseThrow(
                        () -> new ProblemException(ProblemType.BAD_REQUEST, "The folder was made after that moment."));
    }

    private int commit(Caller caller, NamespaceId namespace, List<Operation> operations) {
        var request = new CommitRequest(namespace, List.of(), operations, null);
        return (int) committer.commit(caller, request, Optional.empty()).results().stream()
                .filter(result -> !isDone(result))
                .count();
    }

    private static boolean isDone(OperationResult result) {
        return switch (result) {
            case OperationResult.Done _ -> true;
            case OperationResult.Conflict conflict -> conflict.applied();
            case OperationResult.MissingChunks _, OperationResult.Rejected _ -> false;
        };
    }

    private int revert(Caller caller, NamespaceId namespace, List<RewindPlan.Change> changes) {
        var manifests = changes.stream()
                .map(change -> manifest(namespace, change.then()))
                .toList();
        var operations = new ArrayList<Operation>();
        int gone = 0;
        for (int i = 0; i < changes.size(); i++) {
            if (manifests.get(i).isPresent()) {
                operations.add(put(changes.get(i), manifests.get(i).get()));
            } else {
                gone++;
            }
        }
        return operations.isEmpty() ? gone : gone + commit(caller, namespace, operations);
    }

    /// Empty if the version has been purged meanwhile.
    private Optional<Manifest> manifest(NamespaceId namespace, NodeState state) {
        var content = state.requireContent();
        if (content.manifest() != null) {
            return Optional.of(content.manifest());
        }
        try (var connection = database.getConnection()) {
            return Optional.ofNullable(new JdbcTreeStore(connection)
                    .manifests(namespace, Set.of(content.fingerprint()))
                    .get(content.fingerprint()));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private static Operation put(RewindPlan.Change change, Manifest manifest) {
        var then = change.then();
        var content = then.requireContent();
        return new Operation.Put(
                NodeRef.to(Objects.requireNonNull(then.parent())),
                new FileName(then.name()),
                then.id(),
                change.now().versionId(),
                content.size(),
                content.modifiedTime(),
                content.fileType(),
                content.executable(),
                content.fingerprint(),
                content.sha256(),
                PutManifest.whole(manifest),
                false);
    }
}
