/// The frame around all views: where one goes, who one is, what is being transferred.
///
/// What the views show is not here but in their features.
@NullMarked
package dev.cairn.home;

import org.jspecify.annotations.NullMarked;
