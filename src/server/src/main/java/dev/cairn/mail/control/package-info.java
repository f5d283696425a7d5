/// Letters, the queue of mails, and the job that sends them.
@NullMarked
package dev.cairn.mail.control;

import org.jspecify.annotations.NullMarked;
