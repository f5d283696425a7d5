/// What can be done with trees, and the rules of a commit.
@NullMarked
package dev.cairn.tree.control;

import org.jspecify.annotations.NullMarked;
