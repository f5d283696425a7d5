package dev.cairn.client.reconcile;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file or a folder, as one of the trees has it.
///
/// @param content null for a folder
public record Entry(EntryId id, Place place, @Nullable Content content) {

    public boolean isFolder() {
        return content == null;
    }

    /// The content of a file; call it for nothing else.
    public Content requireContent() {
        return Objects.requireNonNull(content, "A folder has no content");
    }

    public Entry at(Place elsewhere) {
        return new Entry(id, elsewhere, content);
    }

    public Entry with(@Nullable Content other) {
        return new Entry(id, place, other);
    }

    public Entry as(EntryId other) {
        return new Entry(other, place, content);
    }

    /// Whether the other is equal, but that it may also have the server's name for the content.
    public boolean isKnownAs(Entry other) {
        return id.equals(other.id)
                && place.equals(other.place)
                && (content == null || other.content == null
                        ? content == other.content
                        : content.isKnownAs(other.content));
    }

    /// The same, with an object for the folder that is there already.
    public Entry in(EntryId folder) {
        return place.parent().equals(folder) ? at(new Place(folder, place.name())) : this;
    }

    /// Whether both are of one kind and, if files, the same in all that is worth a transfer.
    boolean sameContent(Entry other) {
        return content == null || other.content == null ? content == other.content : content.same(other.content);
    }
}
