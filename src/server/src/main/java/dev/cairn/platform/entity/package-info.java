/// The tables of what all features share.
@NullMarked
package dev.cairn.platform.entity;

import org.jspecify.annotations.NullMarked;
