/// Making links, and what visitors may see by them.
@NullMarked
package dev.cairn.sharing.control;

import org.jspecify.annotations.NullMarked;
