package dev.cairn.client.apply;

import dev.cairn.client.base.Base;
import dev.cairn.client.base.Mounts;
import dev.cairn.client.disk.Disk;
import dev.cairn.client.reconcile.Action;
import dev.cairn.client.reconcile.Content;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.client.reconcile.Plan;
import dev.cairn.client.reconcile.Planner;
import dev.cairn.client.reconcile.Trees;
import dev.cairn.client.remote.Remote;
import dev.cairn.client.scan.Scanner;
import dev.cairn.client.transfer.Downloader;
import dev.cairn.client.transfer.Lanes;
import dev.cairn.client.transfer.Uploader;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NamespaceId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps a folder equal to a person's tree, with all that hangs in it, step by step.
///
/// It has no thread and no timer of its own: whoever runs it calls [#step] until there is nothing
/// to do, and again when something has happened. Everything outside comes in through ports, so that
/// a simulation runs this very class. Not for more than one thread.
public final class Engine {

    /// How many deletes at once are believed without asking.
    static final int MOST_DELETES = 1000;

    /// Below this many, even all files of a folder may be deleted at once.
    static final int FEW_DELETES = 10;

    /// So many new files at a time are planned on each side: as many as are done before the next plan.
    private static final int MOST_NEW = 10_000;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int LANES = 4;
    private static final int WRITERS = 16;

    private static final String MARK = "mark";

    private final Disk disk;
    private final Base base;
    private final InstantSource clock;
    private final Mounts mounts;
    private final Journals journals;
    private final Scanner scanner;
    private final KnownVersions versions;
    private final FileReader reader;
    private final ServerSteps server;
    private final DiskSteps onDisk;
    private final ReadOnly readOnly;
    private final Troubles troubles;
    private final Conflicts conflicts;

    private final Set<EntryId> dirty = new LinkedHashSet<>();
    private boolean allDirty = true;
    private boolean changesDue = true;
    private boolean deletesConfirmed;
    private Plan plan = Plan.NOTHING;
    private Duration wait = FIRST_WAIT;
    private @Nullable Instant offlineUntil;
    private @Nullable String offlineBecause;

    /// All that an engine needs from outside.
    ///
    /// @param executor runs transfers
    /// @param settle how long a file must not have been written before it is read
    /// @param isBeingWritten whether somebody has a file, named by its path, open for writing, as
    ///     far as can be told
    /// @param keys makes idempotency keys, each another
    public record Ports(
            Disk disk,
            Base base,
            Remote remote,
            InstantSource clock,
            ExecutorService executor,
            NamespaceId namespace,
            String deviceName,
            Duration settle,
            Predicate<String> isBeingWritten,
            Supplier<String> keys) {}

    public Engine(Ports ports) {
        disk = ports.disk;
        base = ports.base;
        clock = ports.clock;
        mounts = new Mounts(base, ports.namespace);
        journals = new Journals(base, mounts, ports.remote, ports.namespace);
        var lanes = new Lanes(ports.executor, LANES);
        troubles = new Troubles(clock);
        conflicts = new Conflicts(base, clock);
        scanner = new Scanner(disk, base);
        versions = new KnownVersions(base);
        reader = new FileReader(
                disk, base, versions, scanner, troubles, lanes, clock, ports.settle, ports.isBeingWritten);
        server = new ServerSteps(
                base,
                mounts,
                journals,
                ports.remote,
                new Uploader(disk, ports.remote, lanes),
                versions,
                reader,
                troubles,
                conflicts,
                ports.keys);
        onDisk = new DiskSteps(
                disk,
                base,
                versions,
                new Downloader(disk, ports.remote, lanes, new Lanes(ports.executor, WRITERS)),
                troubles,
                clock,
                ports.deviceName);
        readOnly = new ReadOnly(base, mounts, reader, troubles, onDisk);
    }

    /// What a step came to.
    public sealed interface Outcome {

        /// Something was done; there may be more.
        record Busy() implements Outcome {}

        /// Both sides are equal, but for what [#troubles] and [#skipped] list.
        record Settled() implements Outcome {}

        /// Nothing can be done before a time, or before something happens.
        record Waiting(Instant until, String why) implements Outcome {}

        /// So many deletes that a person should say whether they are meant; see [#confirmDeletes].
        record Held(int deletes) implements Outcome {}

        /// The folder is not the one that was synced, or is not there: nothing is done to it.
        record FolderMissing() implements Outcome {}

        /// The device must be signed in again.
        record SignedOut() implements Outcome {}
    }

    /// Prepares a folder: marks one that was never synced, and clears away what a crash left.
    ///
    /// @param newMark for a folder that was never synced
    public void start(String newMark) throws IOException {
        if (base.value(MARK).isEmpty()) {
            disk.mark(newMark);
            base.putValue(MARK, newMark);
            base.save();
        }
        if (disk.isMarked(base.value(MARK).orElseThrow())) {
            disk.removeDrafts();
        }
        versions.forgetIdle();
    }

    // ---- what happens outside

    /// Something in a folder may have changed; the empty path is the top folder.
    public void folderChanged(String path) {
        find(path).ifPresentOrElse(dirty::add, () -> allDirty = true);
    }

    /// Anything on the disk may have changed.
    public void anythingChanged() {
        allDirty = true;
    }

    /// The server may have something new.
    public void serverChanged() {
        changesDue = true;
    }

    /// A namespace has come to a seq on the server. Where this device has read so far, that is no news.
    public void serverChanged(NamespaceId namespace, long seq) {
        changesDue |= !journals.hasRead(namespace, seq);
    }

    /// Tries at once what was to be tried later.
    public void retry() {
        troubles.clearAll();
        offlineUntil = null;
    }

    /// The deletes that are held are meant.
    public void confirmDeletes() {
        deletesConfirmed = true;
    }

    /// Which folders of the server are not to be on this device. What has changed in them is sent
    /// first; nothing is deleted on the server.
    public void hide(Set<EntryId> folders) {
        base.hide(folders);
    }

    /// The entry at a path of the disk; for a path that is not known, the folder above it that is.
    private Optional<EntryId> find(String path) {
        var at = base.local().root();
        if (path.isEmpty()) {
            return Optional.of(at);
        }
        for (var name : path.split("/")) {
            var folder = at;
            var child = base.local().children(folder).stream()
                    .filter(id -> base.seen(id).name().equals(name))
                    .filter(base.local()::hasFolder)
                    .findFirst();
            if (child.isEmpty()) {
                return Optional.of(folder);
            }
            at = child.get();
        }
        return Optional.of(at);
    }

    // ---- looking

    public Map<EntryId, Troubles.Trouble> troubles() {
        return troubles.all();
    }

    /// When the first of what is in trouble is to be tried again.
    public Optional<Instant> nextTry() {
        return troubles.next();
    }

    /// Paths that cannot be synced, and why.
    public Map<String, String> skipped() {
        return scanner.skipped();
    }

    public Conflicts conflicts() {
        return conflicts;
    }

    public Base base() {
        return base;
    }

    /// How far the server's changes were read, in its own words; empty before the first time.
    public Optional<String> cursor() {
        return journals.cursor();
    }

    /// Why the server is not asked just now; empty if it is.
    public Optional<String> offlineBecause() {
        return Optional.ofNullable(offlineBecause);
    }

    /// What is to be done next, as far as it was known when it was last asked.
    public Plan plan() {
        return plan;
    }

    /// The same with all that was left for later.
    public Plan wholePlan() {
        return plan.isCut() ? Planner.plan(trees()) : plan;
    }

    private void planAgain() {
        plan = Planner.plan(trees(), MOST_NEW);
    }

    public Set<EntryId> unread() {
        return scanner.unread();
    }

    // ---- doing

    /// Does the next piece of work.
    public Outcome step() throws IOException {
        if (!disk.isMarked(base.value(MARK).orElseThrow())) {
            return new Outcome.FolderMissing();
        }
        var begun = clock.instant();
        boolean any = look();
        if (offlineUntil != null && offlineUntil.isAfter(clock.instant())) {
            return any ? new Outcome.Busy() : new Outcome.Waiting(offlineUntil, String.valueOf(offlineBecause));
        }
        try {
            var outcome = talk(any);
            if (outcome instanceof Outcome.Settled) {
                troubles.forgetOver(begun);
            }
            offlineUntil = null;
            offlineBecause = null;
            wait = FIRST_WAIT;
            return outcome;
        } catch (IOException e) {
            return offline("The server cannot be reached: " + e.getMessage());
        } catch (ProblemException e) {
            return switch (e.type().remedy()) {
                case SIGN_IN -> new Outcome.SignedOut();
                case SYNC_FIRST -> {
                    startAnew(e.type());
                    yield new Outcome.Busy();
                }
                case WAIT, NONE, UPLOAD_FIRST -> offline("The server says: " + e.getMessage());
            };
        }
    }

    private Outcome offline(String why) {
        offlineUntil = clock.instant().plus(wait);
        offlineBecause = why;
        wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        changesDue = true;
        base.save();
        return new Outcome.Waiting(offlineUntil, why);
    }

    /// The server is another than the one that was read, as after a backup was restored: everything
    /// is compared anew, and nothing is taken for deleted.
    private void startAnew(ProblemType type) {
        changesDue = true;
        if (type == ProblemType.CURSOR_RESET) {
            onDisk.bringBackParked();
            base.forgetServer();
            journals.forget();
            mounts.forgetAll();
            base.save();
            allDirty = true;
        }
    }

    /// Finds out what is new on the disk.
    private boolean look() throws IOException {
        if (allDirty) {
            allDirty = false;
            dirty.clear();
            scanner.scanAll();
        } else if (!dirty.isEmpty()) {
            var folders = new LinkedHashSet<>(dirty);
            dirty.clear();
            scanner.scan(folders);
        }
        boolean any = reader.read();
        var left = scanner.left();
        dirty.addAll(left);
        base.save();
        return any || !left.isEmpty();
    }

    private Outcome talk(boolean any) throws IOException {
        var answered = server.answerPending();
        if (answered.any()) {
            changesDue = true;
        }
        if (changesDue) {
            journals.read();
            changesDue = false;
        }
        for (planAgain(); !plan.notes().isEmpty(); planAgain()) {
            plan.notes().forEach(this::take);
        }
        base.save();
        int deletes = deletes();
        if (isTooMany(deletes) && !deletesConfirmed) {
            return new Outcome.Held(deletes);
        }
        if (plan.isEmpty()) {
            deletesConfirmed = false;
            return settled(any);
        }
        boolean done = false;
        if (readOnly.keepAside(plan.server())) {
            allDirty = true;
            return new Outcome.Busy();
        }
        var sent = readOnly.allowed(plan.server());
        boolean isMoreAllowed = plan.isCut() && sent.size() < plan.server().size();
        if (!sent.isEmpty()) {
            var outcome = server.carryOut(sent);
            done = outcome.any();
            if (outcome.surprised()) {
                changesDue = true;
                return new Outcome.Busy();
            }
            planAgain();
        }
        if (!plan.disk().isEmpty() && plan.notes().isEmpty()) {
            dirty.addAll(onDisk.carryOut(plan.disk()));
            done = true;
        }
        return done || isMoreAllowed ? new Outcome.Busy() : settled(any);
    }

    private Outcome settled(boolean any) {
        if (any) {
            return new Outcome.Busy();
        }
        var next = reader.nextLook();
        return next.isPresent()
                ? new Outcome.Waiting(next.get(), "Some files are being written")
                : new Outcome.Settled();
    }

    // ---- planning

    private Trees trees() {
        var waiting = troubles.waiting();
        return new Trees(
                base.remote(), base.synced(), base.local(), scanner.unknown().or(waiting::contains));
    }

    private void take(Action.Note note) {
        switch (note) {
            case Action.Agree(var id) -> base.putSynced(base.remote().find(id).orElseThrow());
            case Action.Forget(var id) -> base.removeSynced(id);
            case Action.Recognise(var local, var id) -> {
                base.renameLocal(local, id);
                base.putSynced(base.remote().find(id).orElseThrow());
                adoptExecutable(id);
            }
            case Action.Detach(var id) -> {
                base.renameLocal(id, base.nextLocal());
                base.removeSynced(id);
            }
        }
    }

    /// A disk that cannot tell whether a file is executable has what the server says.
    private void adoptExecutable(EntryId id) {
        var local = base.local().find(id).orElseThrow();
        if (!local.isFolder() && !disk.knowsExecutable()) {
            var content = local.requireContent();
            boolean executable =
                    base.remote().find(id).orElseThrow().requireContent().executable();
            base.putLocal(
                    local.with(new Content(
                            content.fingerprint(), content.size(), executable, content.modified(), content.version())),
                    base.seen(id));
        }
    }

    /// How many entries the plan would delete, on one side or the other.
    private int deletes() {
        int onServer = plan.server().stream()
                .filter(Action.DeleteRemote.class::isInstance)
                .mapToInt(action -> 1 + base.remote().below(action.id()).size())
                .sum();
        int here = (int) plan.disk().stream()
                .filter(Action.DeleteLocal.class::isInstance)
                .filter(action -> !base.isLive(action.id()))
                .count();
        return Math.max(onServer, here);
    }

    private boolean isTooMany(int deletes) {
        return deletes > MOST_DELETES
                || deletes > FEW_DELETES && 2 * deletes > base.synced().size();
    }
}
