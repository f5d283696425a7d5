/// Reading: signed URLs, the content endpoint, extents.
@NullMarked
package dev.cairn.content;

import org.jspecify.annotations.NullMarked;
