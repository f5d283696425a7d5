/// What people see, in a real browser. No class of the server is known here.
@NullMarked
package dev.cairn.uitests;

import org.jspecify.annotations.NullMarked;
