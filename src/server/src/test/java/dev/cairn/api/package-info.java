/// Tests of the deployed server by its HTTP API, its database and its store: what `api.md` promises, and
/// the attacks of testing.md, section 3.
@NullMarked
package dev.cairn.api;

import org.jspecify.annotations.NullMarked;
