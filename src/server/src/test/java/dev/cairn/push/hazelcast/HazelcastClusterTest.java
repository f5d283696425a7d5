package dev.cairn.push.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.cairn.push.control.Cluster;
import dev.cairn.push.control.ClusterContract;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;

/// Two members on the loopback address.
class HazelcastClusterTest implements ClusterContract {

    private static final String NAME = UUID.randomUUID().toString();
    private static final HazelcastInstance FIRST = Hazelcast.newHazelcastInstance(config());
    private static final HazelcastInstance SECOND = Hazelcast.newHazelcastInstance(config());

    private final HazelcastCluster node = new HazelcastCluster(FIRST);
    private final HazelcastCluster other = new HazelcastCluster(SECOND);

    private static Config config() {
        var config = new Config().setClusterName(NAME);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.socket.bind.any", "false");
        var network = config.getNetworkConfig().setPort(26900);
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin()
                .getTcpIpConfig()
                .setEnabled(true)
                .addMember("127.0.0.1:26900")
                .addMember("127.0.0.1:26901");
        return config;
    }

    @AfterAll
    static void stop() {
        SECOND.shutdown();
        FIRST.shutdown();
    }

    @Override
    public Cluster node() {
        return node;
    }

    @Override
    public Cluster other() {
        return other;
    }

    @Override
    public void pass(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
