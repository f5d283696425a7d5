/// Mail: a queue in the database, and the one job that empties it.
///
/// What mails say is worded by the features that send them; this one gives every [Letter] its form.
///
/// [Letter]: dev.cairn.mail.control.Letter
@NullMarked
package dev.cairn.mail;

import org.jspecify.annotations.NullMarked;
