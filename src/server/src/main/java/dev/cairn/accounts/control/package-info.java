/// Sign-up, sign-in, sessions, devices and rights.
@NullMarked
package dev.cairn.accounts.control;

import org.jspecify.annotations.NullMarked;
