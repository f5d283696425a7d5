/// What administrators are told about the space that is taken.
@NullMarked
package dev.cairn.collector.boundary;

import org.jspecify.annotations.NullMarked;
