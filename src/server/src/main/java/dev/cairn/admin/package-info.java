/// The administrator's console: who uses this server, how it is doing, and what was done to it.
///
/// What it does to people and devices is done in `accounts`; here it is asked for, and written down.
@NullMarked
package dev.cairn.admin;

import org.jspecify.annotations.NullMarked;
