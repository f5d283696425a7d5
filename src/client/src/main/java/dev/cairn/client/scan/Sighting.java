package dev.cairn.client.scan;

import dev.cairn.client.disk.Disk.Listed;
import dev.cairn.client.disk.Stat;
import dev.cairn.client.reconcile.EntryId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something that was found in a folder, before it is known which entry it is.
final class Sighting {

    private @Nullable Sighting seenFolder;
    private final @Nullable EntryId knownFolder;
    private final Listed listed;
    private final String name;
    private @Nullable EntryId id;
    private boolean taken;

    private Sighting(@Nullable Sighting seenFolder, @Nullable EntryId knownFolder, Listed listed, String name) {
        this.seenFolder = seenFolder;
        this.knownFolder = knownFolder;
        this.listed = listed;
        this.name = name;
    }

    /// @param name as the server writes it
    static Sighting in(EntryId folder, Listed listed, String name) {
        return new Sighting(null, folder, listed, name);
    }

    /// @param folder that is new itself
    static Sighting in(Sighting folder, Listed listed, String name) {
        return new Sighting(folder, null, listed, name);
    }

    String diskName() {
        return listed.name();
    }

    String name() {
        return name;
    }

    Listed listed() {
        return listed;
    }

    Stat stat() {
        return listed.stat();
    }

    /// The folder that was where it was found; null as long as that is new and not identified itself.
    @Nullable
    EntryId formerFolder() {
        return knownFolder != null || seenFolder == null ? knownFolder : seenFolder.id;
    }

    /// The folder that it was found in; null as long as that is not identified itself.
    @Nullable
    EntryId folder() {
        return seenFolder == null ? knownFolder : seenFolder.id;
    }

    Optional<Sighting> seenFolder() {
        return Optional.ofNullable(seenFolder);
    }

    /// The folder that it was found in was seen itself: it may be another one than was there before.
    void isIn(Sighting folder) {
        seenFolder = folder;
    }

    @Nullable
    EntryId id() {
        return id;
    }

    void identify(EntryId found) {
        id = found;
    }

    /// @return whether it is the first time
    boolean take() {
        boolean isFirst = !taken;
        taken = true;
        return isFirst;
    }
}
