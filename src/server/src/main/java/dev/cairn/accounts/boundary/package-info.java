/// Sign-in and devices over HTTP, and the filter that finds out who is calling.
@NullMarked
package dev.cairn.accounts.boundary;

import org.jspecify.annotations.NullMarked;
