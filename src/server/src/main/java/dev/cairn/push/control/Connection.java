package dev.cairn.push.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.tree.control.NamespaceChanged;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One device that is connected, and the hints that it has not been sent yet.
///
/// Of each namespace only the newest seq waits, so a device that reads slowly costs no more than one
/// number for each namespace that it sees. Sending blocks nobody but the line's own virtual thread.
public final class Connection {

    /// How many namespaces one connection may watch.
    public static final int MOST_WATCHED = 100;

    private final Caller caller;
    private final Line line;
    private final Executor threads;
    private final InstantSource clock;

    private final Map<NamespaceId, Long> waiting = new HashMap<>(0);
    private Set<NamespaceId> seen;
    private Set<NamespaceId> watched = Set.of();
    private @Nullable Instant sendingSince;

    /// @param seen the namespaces that the caller sees
    /// @param threads runs each task on a thread that may block
    Connection(Caller caller, Line line, Set<NamespaceId> seen, Executor threads, InstantSource clock) {
        this.caller = caller;
        this.line = line;
        this.seen = Set.copyOf(seen);
        this.threads = threads;
        this.clock = clock;
    }

    public Caller caller() {
        return caller;
    }

    /// Watches more namespaces: their changes are told however stale they are.
    ///
    /// @return false if the caller may not see one of them, or it does not exist; then none is
    /// @throws IllegalArgumentException if it would be more than [#MOST_WATCHED]; nothing is changed
    public synchronized boolean watch(Collection<NamespaceId> namespaces) {
        if (!seen.containsAll(namespaces)) {
            return false;
        }
        var next = new HashSet<>(watched);
        next.addAll(namespaces);
        if (next.size() > MOST_WATCHED) {
            throw new IllegalArgumentException("Watch at most " + MOST_WATCHED);
        }
        watched = Set.copyOf(next);
        return true;
    }

    /// Watches namespaces no longer; those that were not watched are no error.
    public synchronized void unwatch(Collection<NamespaceId> namespaces) {
        var next = new HashSet<>(watched);
        next.removeAll(namespaces);
        watched = Set.copyOf(next);
    }

    /// Tells the device, if this is for it.
    ///
    /// @param fresh whether the namespace had another change not long ago
    void tell(NamespaceChanged hint, boolean fresh) {
        synchronized (this) {
            if (!isFor(hint.namespace(), fresh)) {
                return;
            }
            waiting.merge(hint.namespace(), hint.seq(), Math::max);
            if (sendingSince != null) {
                return;
            }
            sendingSince = clock.instant();
        }
        threads.execute(this::send);
    }

    private boolean isFor(NamespaceId namespace, boolean fresh) {
        return seen.contains(namespace) && (fresh || namespace.equals(caller.own()) || watched.contains(namespace));
    }

    private void send() {
        try {
            for (var next = next(); next.isPresent(); next = next()) {
                line.send(next.get());
            }
        } catch (IOException e) {
            end(Line.Ending.UNANSWERED);
        }
    }

    private synchronized Optional<NamespaceChanged> next() {
        var entries = waiting.entrySet().iterator();
        if (!entries.hasNext()) {
            sendingSince = null;
            return Optional.empty();
        }
        var entry = entries.next();
        var next = new NamespaceChanged(entry.getKey(), entry.getValue());
        entries.remove();
        sendingSince = clock.instant();
        return Optional.of(next);
    }

    /// Pings the device, unless it is being sent to.
    public void ping() {
        synchronized (this) {
            if (sendingSince != null) {
                return;
            }
            sendingSince = clock.instant();
        }
        threads.execute(() -> {
            try {
                line.ping();
                send();
            } catch (IOException e) {
                end(Line.Ending.UNANSWERED);
            }
        });
    }

    /// Whether the device has not taken what it was sent for so long.
    synchronized boolean isStuck(Duration limit) {
        return sendingSince != null && clock.instant().isAfter(sendingSince.plus(limit));
    }

    synchronized Set<NamespaceId> seen() {
        return seen;
    }

    synchronized void see(Set<NamespaceId> namespaces) {
        seen = Set.copyOf(namespaces);
    }

    /// Ends the line from this side.
    public void end(Line.Ending why) {
        threads.execute(() -> line.end(why));
    }
}
