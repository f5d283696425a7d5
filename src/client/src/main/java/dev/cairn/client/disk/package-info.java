/// The folder on the disk: the only place where files of the user's are read, written and removed.
///
/// Nothing here decides anything; whoever changes or removes something says what must be there, and
/// is refused if something else is.
@NullMarked
package dev.cairn.client.disk;

import org.jspecify.annotations.NullMarked;
