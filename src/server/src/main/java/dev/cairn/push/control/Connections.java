package dev.cairn.push.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.Settings;
import dev.cairn.tree.control.Heads;
import dev.cairn.tree.control.NamespaceChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/// Who is connected to this server node, and who of them sees which namespace.
///
/// Its monitor is held for arithmetic alone, never while anything is sent or asked.
@ApplicationScoped
public class Connections {

    private final Heads heads;
    private final InstantSource clock;
    private final int mostOfOnePerson;
    private final Executor threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("push-", 0).factory());
    private final Map<UserId, Set<Connection>> byPerson = new HashMap<>();
    private final Map<NamespaceId, Set<Connection>> byNamespace = new HashMap<>();

    @Inject
    Connections(Heads heads, Settings settings, InstantSource clock) {
        this.heads = heads;
        this.clock = clock;
        this.mostOfOnePerson = settings.push().connections();
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected Connections() {
        heads = null;
        clock = null;
        mostOfOnePerson = 0;
    }

    /// Connects a device. From now on until [#close] it hears of the namespaces that it sees; of what
    /// has changed there since its baseline, it hears at once.
    ///
    /// What was committed before that is no news to it: it reads the changes once it is connected.
    ///
    /// @throws ProblemException `TOO_MANY_REQUESTS` if the person has as many connections as they
    ///     may have
    public Connection open(Baseline baseline, Line line) {
        var before = baseline.heads();
        var connection = new Connection(baseline.caller(), line, before.keySet(), threads, clock);
        add(connection, before);
        heads.read(before.keySet()).forEach((namespace, seq) -> {
            if (seq > before.get(namespace)) {
                connection.tell(new NamespaceChanged(namespace, seq), true);
            }
        });
        return connection;
    }

    /// Where others see a namespace already, a head that is unknown here is news to them.
    private synchronized void add(Connection connection, Map<NamespaceId, Long> known) {
        var ofPerson = byPerson.computeIfAbsent(connection.caller().user(), _ -> new HashSet<>());
        if (ofPerson.size() >= mostOfOnePerson) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_REQUESTS,
                    "You have " + ofPerson.size() + " connections, as many as you may have. Close one.");
        }
        ofPerson.add(connection);
        known.forEach((namespace, seq) -> {
            if (!byNamespace.containsKey(namespace)) {
                heads.note(new NamespaceChanged(namespace, seq));
            }
        });
        connection.seen().forEach(namespace -> add(namespace, connection));
    }

    /// A device is not connected any more. Closing twice is no error.
    public synchronized void close(Connection connection) {
        connection.seen().forEach(namespace -> remove(byNamespace, namespace, connection));
        remove(byPerson, connection.caller().user(), connection);
    }

    /// Notes which namespaces a device sees now.
    synchronized void see(Connection connection, Set<NamespaceId> namespaces) {
        if (byPerson.getOrDefault(connection.caller().user(), Set.of()).contains(connection)) {
            connection.seen().forEach(namespace -> remove(byNamespace, namespace, connection));
            connection.see(namespaces);
            namespaces.forEach(namespace -> add(namespace, connection));
        }
    }

    /// Ends a connection from this side.
    void end(Connection connection, Line.Ending why) {
        close(connection);
        connection.end(why);
    }

    /// Those that see a namespace.
    synchronized List<Connection> of(NamespaceId namespace) {
        return List.copyOf(byNamespace.getOrDefault(namespace, Set.of()));
    }

    /// How many devices are connected to this server node.
    public synchronized int count() {
        return byPerson.values().stream().mapToInt(Set::size).sum();
    }

    synchronized List<Connection> all() {
        return byPerson.values().stream().flatMap(Collection::stream).toList();
    }

    /// Namespaces that anybody here sees.
    synchronized List<NamespaceId> namespaces() {
        return List.copyOf(byNamespace.keySet());
    }

    private void add(NamespaceId namespace, Connection connection) {
        byNamespace.computeIfAbsent(namespace, _ -> new HashSet<>(2)).add(connection);
    }

    private static <K> void remove(Map<K, Set<Connection>> map, K key, Connection connection) {
        map.computeIfPresent(key, (_, connections) -> {
            connections.remove(connection);
            return connections.isEmpty() ? null : connections;
        });
    }
}
