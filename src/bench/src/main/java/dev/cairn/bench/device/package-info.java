/// The shipped desktop client, as processes beside this one.
///
/// What they are made to do is decided by the rows; the client that lives in this process is
/// [dev.cairn.bench.client].
@NullMarked
package dev.cairn.bench.device;

import org.jspecify.annotations.NullMarked;
