/// Uploads from their first request to the verified pack, and the port to the store.
@NullMarked
package dev.cairn.packs.control;

import org.jspecify.annotations.NullMarked;
