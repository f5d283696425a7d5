/// Who is connected, what they may hear, and who tells them.
@NullMarked
package dev.cairn.push.control;

import org.jspecify.annotations.NullMarked;
