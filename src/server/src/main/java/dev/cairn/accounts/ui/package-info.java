/// The views of sign-in, devices and password.
@NullMarked
package dev.cairn.accounts.ui;

import org.jspecify.annotations.NullMarked;
