/// The tables of trees.
@NullMarked
package dev.cairn.tree.entity;

import org.jspecify.annotations.NullMarked;
