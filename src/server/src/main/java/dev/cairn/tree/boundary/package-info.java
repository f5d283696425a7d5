/// Trees over HTTP.
@NullMarked
package dev.cairn.tree.boundary;

import org.jspecify.annotations.NullMarked;
