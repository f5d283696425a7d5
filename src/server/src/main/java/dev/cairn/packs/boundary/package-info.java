/// Uploads over HTTP.
@NullMarked
package dev.cairn.packs.boundary;

import org.jspecify.annotations.NullMarked;
