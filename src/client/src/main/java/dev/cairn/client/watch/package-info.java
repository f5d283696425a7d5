/// Hears from the operating system that something in the folder has changed.
///
/// What has changed is found out by looking, elsewhere; a change that nobody hears of is found by
/// the next look at everything.
@NullMarked
package dev.cairn.client.watch;

import org.jspecify.annotations.NullMarked;
