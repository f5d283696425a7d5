package dev.cairn.packs.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.platform.control.StorageClass;
import java.util.List;

/// Which packs nobody has read for long, by the books.
///
/// Such a pack is verified, in use for the most part, neither dying nor up for review, in no open upload, and not
/// in a colder class yet.
interface ColdPacks {

    /// The next ones, those that were read longest ago first.
    ///
    /// @param after the last one of those before; [ColdPack#FIRST] to begin
    /// @param before the day before which they were read last, in days since 1970
    List<ColdPack> next(ColdPack after, long before, int most);

    /// Whether one still is such a pack.
    boolean isStill(ColdPack pack, long before);

    /// Notes that one is in another class now.
    void moved(ColdPack pack, StorageClass to);

    /// How many there are.
    Total total(long before);

    /// @param bytes of all of them
    record Total(long packs, long bytes) {}

    /// @param readDay when it was read last, in days since 1970
    /// @param size in bytes
    /// @param checksum SHA-256 of the object
    record ColdPack(int id, long readDay, String objectKey, int size, Fingerprint checksum) {

        /// Comes before all others.
        static final ColdPack FIRST = new ColdPack(0, -1, "", 0, new Fingerprint(0, 0, 0, 0));
    }
}
