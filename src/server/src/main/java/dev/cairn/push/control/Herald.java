package dev.cairn.push.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.platform.control.Migrations;
import dev.cairn.tree.control.Heads;
import dev.cairn.tree.control.NamespaceChanged;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Hears of every commit, here and on the other server nodes, and tells it to those who are
/// connected.
///
/// A commit waits for nobody: it leaves its news with one thread of the herald's. Where commits to
/// one namespace come faster than they are told, the newest is told.
@ApplicationScoped
public class Herald {

    private final Heads heads;
    private final Freshness freshness;
    private final Connections connections;
    private final Cluster cluster;
    private final Map<NamespaceId, Long> waiting = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("push-herald").factory());

    @Inject
    Herald(Heads heads, Freshness freshness, Connections connections, Cluster cluster) {
        this.heads = heads;
        this.freshness = freshness;
        this.connections = connections;
        this.cluster = cluster;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected Herald() {
        this(null, null, null, null);
    }

    void start(
            @Observes @Priority(Migrations.PRIORITY + 100) @Initialized(ApplicationScoped.class)
                    ServletContext context) {
        cluster.listen(this::hear);
    }

    /// A commit of this node has gone through: whoever asks now finds the change.
    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) NamespaceChanged changed) {
        hear(changed);
        thread.execute(() -> cluster.tell(changed));
    }

    /// A namespace has changed, as far as somebody says; what is known already is not told again.
    void hear(NamespaceChanged changed) {
        if (heads.note(changed)) {
            waiting.merge(changed.namespace(), changed.seq(), Math::max);
            thread.execute(() -> tell(changed.namespace()));
        }
    }

    /// In how many namespaces something has changed that nobody here was told yet.
    public int untold() {
        return waiting.size();
    }

    private void tell(NamespaceId namespace) {
        var seq = waiting.remove(namespace);
        if (seq != null) {
            boolean fresh = freshness.changed(namespace);
            var hint = new NamespaceChanged(namespace, seq);
            connections.of(namespace).forEach(connection -> connection.tell(hint, fresh));
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
