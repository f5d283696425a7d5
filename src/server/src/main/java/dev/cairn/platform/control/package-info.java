/// Settings, keys, migrations and background work.
@NullMarked
package dev.cairn.platform.control;

import org.jspecify.annotations.NullMarked;
