/// People, their devices and tokens, and their rights to namespaces.
///
/// What is in a namespace is not here but in tree.
@NullMarked
package dev.cairn.accounts;

import org.jspecify.annotations.NullMarked;
