package dev.cairn.standalone;

/// Something that has happened to a running cluster.
sealed interface ClusterEvent {

    /// A database has ended, and nobody has asked it to.
    record DatabaseEnded(ReplicatedDatabase database) implements ClusterEvent {}

    /// A new replica has all that a primary has.
    record ReplicaMade(ReplicatedDatabase from, ReplicatedDatabase replica) implements ClusterEvent {}

    /// No replica could be made of a primary.
    record ReplicaFailed(ReplicatedDatabase from, String reason) implements ClusterEvent {}

    /// The balancer has ended, and nobody has asked it to.
    record BalancerEnded(String how) implements ClusterEvent {}
}
