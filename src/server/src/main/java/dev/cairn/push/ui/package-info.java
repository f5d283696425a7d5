/// Pages that follow changes made elsewhere.
@NullMarked
package dev.cairn.push.ui;

import org.jspecify.annotations.NullMarked;
