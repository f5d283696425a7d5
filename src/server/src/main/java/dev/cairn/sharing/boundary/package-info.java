/// Links over HTTP, for those who make them and for visitors.
@NullMarked
package dev.cairn.sharing.boundary;

import org.jspecify.annotations.NullMarked;
