/// `cairn bench`: measures a running Cairn beside its peers and its limits.
///
/// A [Row] is one line of the table of benchmarks. What it measures with is in
/// [dev.cairn.bench.measure], what it measures against in [dev.cairn.bench.peer]; how an upload is
/// done is in [dev.cairn.bench.client].
@NullMarked
package dev.cairn.bench;

import org.jspecify.annotations.NullMarked;
