package dev.cairn.content.control;

import dev.cairn.core.sync.FileName;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// Gives the entries of one folder of an archive their names: such as every system can unpack, and
/// none of which leads out of the place where it is unpacked.
///
/// What Windows takes for a path, a drive or a device, or cannot hold, is replaced by `_`. Names of
/// the tree have neither `/` nor control characters, and are not `.` or `..` ([FileName]).
final class ArchiveNames {

    private static final String FORBIDDEN = "<>:\"\\|?*";
    private static final Set<String> DEVICES = Set.of(
            "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1",
            "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9");

    private final boolean distinct;
    private final Predicate<FileName> taken;
    private final Set<String> given = new HashSet<>();

    private ArchiveNames(boolean distinct, Predicate<FileName> taken) {
        this.distinct = distinct;
        this.taken = taken;
    }

    /// For the entries of one folder of the tree, whose names differ in more than case.
    ///
    /// Remembers only names that it has changed, for a folder may have a million.
    ///
    /// @param taken whether something in the folder has a name, whatever its case
    static ArchiveNames ofFolder(Predicate<FileName> taken) {
        return new ArchiveNames(true, taken);
    }

    /// For entries from anywhere, whose names may be equal.
    static ArchiveNames ofChoice() {
        return new ArchiveNames(false, _ -> false);
    }

    /// The name in the archive of one more entry.
    String of(String name) {
        var safe = safe(name);
        if (distinct && safe.equals(name)) {
            return name;
        }
        var wanted = new FileName(safe);
        var candidate = wanted;
        for (int number = 2; !isFree(candidate); number++) {
            candidate = wanted.with(" (" + number + ")");
        }
        given.add(candidate.key());
        return candidate.value();
    }

    private boolean isFree(FileName candidate) {
        return !given.contains(candidate.key()) && !taken.test(candidate);
    }

    static String safe(String name) {
        var safe = new StringBuilder(name);
        int last = name.length() - 1;
        for (int i = 0; i <= last; i++) {
            char character = name.charAt(i);
            boolean stripped = i == last && (character == '.' || character == ' ');
            if (stripped || FORBIDDEN.indexOf(character) >= 0 || Character.isISOControl(character)) {
                safe.setCharAt(i, '_');
            }
        }
        int dot = name.indexOf('.');
        var stem = (dot < 0 ? name : name.substring(0, dot)).strip();
        if (DEVICES.contains(stem.toUpperCase(Locale.ROOT))) {
            safe.setCharAt(0, '_');
        }
        return safe.toString();
    }
}
