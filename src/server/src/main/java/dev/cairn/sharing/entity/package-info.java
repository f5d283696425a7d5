/// The row of a link.
@NullMarked
package dev.cairn.sharing.entity;

import org.jspecify.annotations.NullMarked;
