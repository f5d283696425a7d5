/// What is to be done so that server, disk and memory agree: a pure function of three trees.
///
/// Nothing in this package does I/O, asks a clock or knows how an action is carried out; every
/// conflict is therefore a row in a table of a test.
@NullMarked
package dev.cairn.client.reconcile;

import org.jspecify.annotations.NullMarked;
