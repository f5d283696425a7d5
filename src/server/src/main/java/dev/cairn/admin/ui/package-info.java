/// The console's views. Nobody but administrators ever gets to one.
@NullMarked
package dev.cairn.admin.ui;

import org.jspecify.annotations.NullMarked;
