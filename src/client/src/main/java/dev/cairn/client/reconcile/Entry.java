package dev.cairn.client.reconcile;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file or a folder, as one of the trees has it. A value; no record, since there are hundreds of
/// thousands of it, and in one piece it takes half of the memory.
public final class Entry {

    private final long id;
    private final long parent;
    private final String name;
    private final @Nullable Content content;

    /// @param content null for a folder
    public Entry(EntryId id, Place place, @Nullable Content content) {
        this(id.value(), place.parent().value(), place.name(), content);
    }

    private Entry(long id, long parent, String name, @Nullable Content content) {
        this.id = id;
        this.parent = parent;
        this.name = name;
        this.content = content;
    }

    public EntryId id() {
        return new EntryId(id);
    }

    public Place place() {
        return new Place(new EntryId(parent), name);
    }

    /// Null for a folder.
    public @Nullable Content content() {
        return content;
    }

    public boolean isFolder() {
        return content == null;
    }

    /// The content of a file; call it for nothing else.
    public Content requireContent() {
        return Objects.requireNonNull(content, "A folder has no content");
    }

    public Entry at(Place elsewhere) {
        return new Entry(id, elsewhere.parent().value(), elsewhere.name(), content);
    }

    public Entry with(@Nullable Content other) {
        return new Entry(id, parent, name, other);
    }

    public Entry as(EntryId other) {
        return new Entry(other.value(), parent, name, content);
    }

    boolean has(EntryId other) {
        return id == other.value();
    }

    /// Whether the other is equal, but that it may also have the server's name for the content.
    public boolean isKnownAs(Entry other) {
        return isAlike(other)
                && (content == null || other.content == null
                        ? content == other.content
                        : content.isKnownAs(other.content));
    }

    /// Whether both are of one kind and, if files, the same in all that is worth a transfer.
    boolean sameContent(Entry other) {
        return content == null || other.content == null ? content == other.content : content.same(other.content);
    }

    private boolean isAlike(Entry other) {
        return id == other.id && parent == other.parent && name.equals(other.name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Entry entry && isAlike(entry) && Objects.equals(content, entry.content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, parent, name);
    }

    @Override
    public String toString() {
        return id() + " " + name + " in " + new EntryId(parent) + (content == null ? "" : ": " + content);
    }
}
