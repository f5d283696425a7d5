/// Reading over HTTP.
@NullMarked
package dev.cairn.content.boundary;

import org.jspecify.annotations.NullMarked;
