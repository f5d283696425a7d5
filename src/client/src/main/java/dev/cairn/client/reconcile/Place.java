package dev.cairn.client.reconcile;

import dev.cairn.core.sync.FileName;
import java.util.Locale;

/// Where an entry is.
///
/// @param name as the server writes it
public record Place(EntryId parent, String name) {

    /// Whether at most one entry on the server is at these two places.
    public boolean clashesWith(Place other) {
        return key().equals(other.key());
    }

    /// What no two entries on the server share: names that differ in case or composition alone are
    /// one name there.
    Key key() {
        return new Key(parent, isPlain(name) ? lowerCase(name) : new FileName(name).key());
    }

    private static boolean isPlain(String name) {
        return name.chars().allMatch(character -> character < 0x80);
    }

    private static String lowerCase(String name) {
        return name.chars().anyMatch(Character::isUpperCase) ? name.toLowerCase(Locale.ROOT) : name;
    }

    record Key(EntryId parent, String name) {}
}
