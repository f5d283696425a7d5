/// Other people's programs that are measured beside Cairn. One that is not installed is left out,
/// and the report names it.
@NullMarked
package dev.cairn.bench.peer;

import org.jspecify.annotations.NullMarked;
