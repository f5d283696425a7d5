/// The row of a mail.
@NullMarked
package dev.cairn.mail.entity;

import org.jspecify.annotations.NullMarked;
