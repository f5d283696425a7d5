/// The console for scripts, and the figures for a monitoring system.
@NullMarked
package dev.cairn.admin.boundary;

import org.jspecify.annotations.NullMarked;
