/// What all features share: the JAX-RS application and its errors, settings, start and background
/// work, the frame of the user interface.
///
/// No feature's rules are here; platform depends on none of them.
@NullMarked
package dev.cairn.platform;

import org.jspecify.annotations.NullMarked;
