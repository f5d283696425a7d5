/// The rows of the audit log.
@NullMarked
package dev.cairn.admin.entity;

import org.jspecify.annotations.NullMarked;
