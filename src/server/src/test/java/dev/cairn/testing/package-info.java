/// What tests of a whole Cairn stand on: a real database and store, the built WAR on Payara Micro, and
/// a small client of its HTTP API. Black boxes: no class of the server is used here, so that the module
/// `ui-tests` can use it too.
@NullMarked
package dev.cairn.testing;

import org.jspecify.annotations.NullMarked;
