package dev.cairn.push.control;

import dev.cairn.accounts.control.ActiveDevices;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.tree.control.Heads;
import dev.cairn.tree.control.NamespaceChanged;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

/// Goes round among those who are connected: may they still hear what they hear, was anything
/// missed, are they still there?
///
/// Rights are looked up again and again rather than told: that holds whatever took them away, on
/// whichever node, and whatever message is lost.
///
/// Each round is a transaction of its own: Payara's scheduler runs them all in one context, and an
/// entity manager outside of a transaction would be closed with the first.
@OneObject
@Transactional
public class Watchman {

    /// How often [#checkRights] must run so that nobody hears anything a second after they lost the
    /// right to.
    static final Duration RIGHTS_EVERY = Duration.ofMillis(600);

    /// How often [#checkLines] must run; shorter than what proxies take for an idle connection.
    static final Duration LINES_EVERY = Duration.ofSeconds(45);

    private static final Duration STUCK = Duration.ofSeconds(20);
    private static final int AT_ONCE = 1000;

    private final Connections connections;
    private final ActiveDevices devices;
    private final NamespaceAccess access;
    private final Heads heads;
    private final Herald herald;

    @Inject
    Watchman(Connections connections, ActiveDevices devices, NamespaceAccess access, Heads heads, Herald herald) {
        this.connections = connections;
        this.devices = devices;
        this.access = access;
        this.heads = heads;
        this.herald = herald;
    }

    /// Ends the connections of devices that were signed out, and of people who see less than before;
    /// who sees more is told of it.
    void checkRights() {
        inParts(connections.all()).forEach(part -> {
            var active =
                    devices.active(each(part, connection -> connection.caller().device()));
            var seen = access.namespaces(
                    each(part, connection -> connection.caller().user()));
            for (var connection : part) {
                if (active.contains(connection.caller().device())) {
                    check(connection, seen.get(connection.caller().user()));
                } else {
                    connections.end(connection, Line.Ending.SIGNED_OUT);
                }
            }
        });
    }

    private void check(Connection connection, Set<NamespaceId> sees) {
        var before = connection.seen();
        var now = new HashSet<>(sees);
        now.add(connection.caller().own());
        if (!now.containsAll(before)) {
            connections.end(connection, Line.Ending.SEES_LESS);
        } else if (now.size() > before.size()) {
            connections.see(connection, now);
            now.removeAll(before);
            heads.read(now).forEach((namespace, seq) -> connection.tell(new NamespaceChanged(namespace, seq), true));
        }
    }

    /// Finds commits of other nodes whose message was lost.
    void checkHeads() {
        inParts(connections.namespaces())
                .forEach(part -> heads.read(part)
                        .forEach((namespace, seq) -> herald.hear(new NamespaceChanged(namespace, seq))));
    }

    /// Pings everybody, and ends the connections of those who do not take what they are sent.
    void checkLines() {
        for (var connection : connections.all()) {
            if (connection.isStuck(STUCK)) {
                connections.end(connection, Line.Ending.UNANSWERED);
            } else {
                connection.ping();
            }
        }
    }

    private static <T> List<List<T>> inParts(Collection<T> all) {
        return all.stream().gather(Gatherers.windowFixed(AT_ONCE)).toList();
    }

    private static <T> Set<T> each(List<Connection> part, Function<Connection, T> what) {
        return part.stream().map(what).collect(Collectors.toSet());
    }
}
