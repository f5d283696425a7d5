/// Every failure that crosses the wire.
///
/// How a failure is worded as HTTP is not here but in the server's `platform`.
@NullMarked
package dev.cairn.core.problem;

import org.jspecify.annotations.NullMarked;
