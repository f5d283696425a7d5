package dev.cairn.sharing.control;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.VisitorId;
import dev.cairn.core.transfer.PackOffer;
import dev.cairn.core.transfer.PackUrl;
import dev.cairn.packs.control.Arrivals;
import dev.cairn.packs.control.Inspections;
import dev.cairn.packs.control.Uploads;
import dev.cairn.platform.control.OneObject;
import dev.cairn.tree.control.Committer;
import dev.cairn.tree.control.IdempotencyKey;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What people without an account send into a folder, by a link that asks for files. Decision 0028.
///
/// They learn nothing: not which names or bytes are there, nor what others send. Each use asks anew
/// whether the link is still good.
@OneObject
public class VisitUploads {

    private static final String FULL = "There is no room left for this. Tell who has sent you the link.";

    /// No item is so late that another could name it.
    private static final NodeRef NOWHERE = new NodeRef.ResultOf(Integer.MAX_VALUE);

    private final LinkVisits visits;
    private final VisitTokens tokens;
    private final Uploads uploads;
    private final Arrivals arrivals;
    private final Inspections inspections;
    private final Committer committer;

    @Inject
    VisitUploads(
            LinkVisits visits,
            VisitTokens tokens,
            Uploads uploads,
            Arrivals arrivals,
            Inspections inspections,
            Committer committer) {
        this.visits = visits;
        this.tokens = tokens;
        this.uploads = uploads;
        this.arrivals = arrivals;
        this.inspections = inspections;
        this.committer = committer;
    }

    /// Begins an upload, as [Uploads#open].
    ///
    /// @throws ProblemException `NOT_FOUND` if the link opens nothing any more, `FORBIDDEN` if it takes no
    ///     files, as all below; `QUOTA_EXCEEDED`
    public Uploads.Session open(Visit visit, long expectedBytes) {
        var inbox = visits.inbox(visit);
        return orFull(() -> uploads.open(inbox.sender(), inbox.namespace(), expectedBytes));
    }

    /// Which of these chunks this upload has not sent, as [Uploads#missing].
    public List<Integer> missing(Visit visit, UploadId id, List<Chunk> chunks) {
        return uploads.missing(visits.inbox(visit).sender(), id, chunks);
    }

    /// As [Uploads#sign].
    public List<PackUrl> sign(Visit visit, UploadId id, List<PackOffer> offers) {
        var sender = visits.inbox(visit).sender();
        return orFull(() -> uploads.sign(sender, id, offers));
    }

    /// How far an upload is.
    public Progress progress(Visit visit, UploadId id) {
        var session = uploads.session(visits.inbox(visit).sender(), id);
        return new Progress(session, arrivals.look(id));
    }

    /// As [Uploads#abort].
    public void abort(Visit visit, UploadId id) {
        uploads.abort(visits.inbox(visit).sender(), id);
    }

    /// Puts files and folders below the link's folder: always new ones, beside what is there.
    ///
    /// Safe to repeat with the same key.
    ///
    /// @return an outcome for each, in their order
    /// @throws ProblemException `UNAVAILABLE` while what was sent is still being read
    public List<Deposit.Outcome> leave(Visit visit, Deposit deposit, Optional<IdempotencyKey> key) {
        var inbox = visits.inbox(visit);
        var operations = operations(visit, inbox, deposit);
        inspections.read(inbox.sender(), deposit.uploads());
        var request = new CommitRequest(inbox.namespace(), deposit.uploads(), operations, null);
        var results = committer
                .commit(inbox.sender(), request, key.map(given -> keyOf(visit.visitor(), given)))
                .results();
        var outcomes = new ArrayList<Deposit.Outcome>(results.size());
        for (var result : results) {
            outcomes.add(outcome(visit, deposit.ops().get(outcomes.size()), result));
        }
        return outcomes;
    }

    private List<Operation> operations(Visit visit, LinkVisits.Inbox inbox, Deposit deposit) {
        var places = new HashMap<String, NodeRef>();
        return deposit.ops().stream()
                .map(item -> item.in(places.computeIfAbsent(item.parentId(), text -> place(visit, inbox, text))))
                .toList();
    }

    /// The folder that a visitor means; one that leads nowhere for all that is not theirs to name.
    private NodeRef place(Visit visit, LinkVisits.Inbox inbox, String text) {
        if (text.equals(inbox.folder().toString())) {
            return NodeRef.to(inbox.inside());
        }
        if (text.startsWith("$")) {
            return NodeRef.valueOf(text);
        }
        return tokens.openFolder(visit.visitor(), text)
                .filter(folder -> visits.isBelow(inbox, folder))
                .map(NodeRef::to)
                .orElse(NOWHERE);
    }

    private Deposit.Outcome outcome(Visit visit, Deposit.Item item, OperationResult result) {
        return switch (result) {
            case OperationResult.Done done -> left(visit, item, done);
            case OperationResult.MissingChunks missing -> new Deposit.Missing(missing.missing());
            case OperationResult.Rejected rejected -> new Deposit.Refused(reworded(rejected.problem()));
            case OperationResult.Conflict conflict ->
                throw new IllegalStateException("What is new is in nobody's way: " + conflict);
        };
    }

    private Deposit.Outcome left(Visit visit, Deposit.Item item, OperationResult.Done done) {
        return switch (item) {
            case Deposit.NewFile _ -> new Deposit.Left(null);
            case Deposit.NewFolder _ -> new Deposit.Left(tokens.sealFolder(visit.visitor(), done.nodeId()));
        };
    }

    private static OperationResult.Problem reworded(OperationResult.Problem problem) {
        return ProblemType.ofUri(problem.type()) == ProblemType.QUOTA_EXCEEDED
                ? new OperationResult.Problem(problem.type(), problem.title(), problem.status(), FULL)
                : problem;
    }

    /// Keys are remembered by device, and visitors have none: they must not come across each other's.
    private static IdempotencyKey keyOf(VisitorId visitor, IdempotencyKey given) {
        var text = (visitor.value() + " " + given.value()).getBytes(StandardCharsets.US_ASCII);
        return new IdempotencyKey(Fingerprint.of(text, 0, text.length).toString());
    }

    private static <T> T orFull(Supplier<T> call) {
        try {
            return call.get();
        } catch (ProblemException e) {
            throw e.type() == ProblemType.QUOTA_EXCEEDED ? new ProblemException(ProblemType.QUOTA_EXCEEDED, FULL) : e;
        }
    }

    /// How far an upload is.
    public record Progress(Uploads.Session session, List<Arrivals.PackState> packs) {
        public Progress {
            packs = List.copyOf(packs);
        }
    }
}
