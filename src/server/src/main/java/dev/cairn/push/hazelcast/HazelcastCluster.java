package dev.cairn.push.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.topic.ITopic;
import com.hazelcast.topic.Message;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.push.control.Cluster;
import dev.cairn.tree.control.NamespaceChanged;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The cluster as Payara's data grid makes it; Payara itself hands out the instance.
///
/// Only arrays and strings travel, which Hazelcast writes by itself: no class of ours is needed to
/// read them, whatever version of Cairn another node runs.
@ApplicationScoped
public class HazelcastCluster implements Cluster {

    private static final System.Logger LOG = System.getLogger(HazelcastCluster.class.getName());
    private static final String TOPIC = "cairn.changes";
    private static final String MAP = "cairn.tickets";

    private final List<UUID> listening = new CopyOnWriteArrayList<>();

    private final HazelcastInstance grid;

    @Inject
    HazelcastCluster(HazelcastInstance grid) {
        this.grid = grid;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected HazelcastCluster() {
        this(null);
    }

    @Override
    public void tell(NamespaceChanged changed) {
        try {
            topic().publish(new long[] {changed.namespace().value(), changed.seq()});
        } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
            LOG.log(Level.DEBUG, "The other server nodes were not told; they will find out", e);
        }
    }

    @Override
    public void listen(Consumer<NamespaceChanged> listener) {
        listening.add(topic().addMessageListener(message -> {
            if (!isOwn(message)) {
                var words = message.getMessageObject();
                listener.accept(new NamespaceChanged(new NamespaceId((int) words[0]), words[1]));
            }
        }));
    }

    @Override
    public int size() {
        return grid.getCluster().getMembers().size();
    }

    private static boolean isOwn(Message<long[]> message) {
        return Optional.ofNullable(message.getPublishingMember())
                .filter(Member::localMember)
                .isPresent();
    }

    @Override
    public void keep(Fingerprint key, byte[] value, Duration life) {
        map().set(key.toString(), value, life.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public Optional<byte[]> take(Fingerprint key) {
        return Optional.ofNullable(map().remove(key.toString()));
    }

    /// The grid outlives the application, and must not call what is no more.
    @PreDestroy
    void stopListening() {
        listening.forEach(topic()::removeMessageListener);
    }

    private ITopic<long[]> topic() {
        return grid.getTopic(TOPIC);
    }

    private IMap<String, byte[]> map() {
        return grid.getMap(MAP);
    }
}
