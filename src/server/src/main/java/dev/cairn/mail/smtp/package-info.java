/// The only package that knows Jakarta Mail: mails as MIME, sent by SMTP or left in a directory.
@NullMarked
package dev.cairn.mail.smtp;

import org.jspecify.annotations.NullMarked;
