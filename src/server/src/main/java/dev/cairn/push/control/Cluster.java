package dev.cairn.push.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.tree.control.NamespaceChanged;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// What the server nodes of one installation tell each other and keep together, besides the
/// database.
///
/// Implementations must pass `ClusterContract`. A message may be lost, and so may what is kept when a
/// node ends: whoever uses this has a second way, or can ask again.
public interface Cluster {

    /// Tells all other nodes. Never fails; where the others cannot be reached, the message is lost.
    void tell(NamespaceChanged changed);

    /// Calls back for every message of another node, on a thread that must not be held up.
    void listen(Consumer<NamespaceChanged> listener);

    /// How many server nodes there are, this one included.
    int size();

    /// Keeps a value for some time, where every node can take it.
    ///
    /// @param life how long at most; one second or more
    void keep(Fingerprint key, byte[] value, Duration life);

    /// Takes a value away. Of all that ask for one at the same moment, one gets it.
    Optional<byte[]> take(Fingerprint key);
}
