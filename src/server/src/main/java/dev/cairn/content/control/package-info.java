/// How a version's bytes are found, fetched and decoded.
@NullMarked
package dev.cairn.content.control;

import org.jspecify.annotations.NullMarked;
