/// What administrators may see and do. Every use case takes an [dev.cairn.admin.control.Administrator].
@NullMarked
package dev.cairn.admin.control;

import org.jspecify.annotations.NullMarked;
