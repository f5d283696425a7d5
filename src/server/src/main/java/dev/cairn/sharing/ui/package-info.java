/// The dialog that shares, the list of links, and the visitor's page.
@NullMarked
package dev.cairn.sharing.ui;

import org.jspecify.annotations.NullMarked;
