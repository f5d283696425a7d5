/// The JAX-RS application: how requests are read and problems are worded.
@NullMarked
package dev.cairn.platform.boundary;

import org.jspecify.annotations.NullMarked;
