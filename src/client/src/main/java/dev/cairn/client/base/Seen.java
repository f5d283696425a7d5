package dev.cairn.client.base;

import dev.cairn.client.disk.Stat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What an entry looked like on the disk when it was last read. A value; no record, since there are
/// hundreds of thousands of it, and in one piece it takes less memory.
public final class Seen {

    private final String name;
    private final Stat.Kind kind;
    private final boolean executable;
    private final int average;
    private final long size;
    private final long modified;
    private final long changed;
    private final long fileId;

    /// @param name as the disk writes it
    /// @param stat when the content was read; [Stat#NONE] if it was not read yet
    /// @param average what the content was cut with; 0 for folders, and for what was not read yet
    public Seen(String name, Stat stat, int average) {
        this.name = name;
        this.kind = stat.kind();
        this.executable = stat.executable();
        this.average = average;
        this.size = stat.size();
        this.modified = stat.modified();
        this.changed = stat.changed();
        this.fileId = stat.fileId();
    }

    public String name() {
        return name;
    }

    public Stat stat() {
        return new Stat(kind, size, modified, changed, fileId, executable);
    }

    public int average() {
        return average;
    }

    public Seen named(String other) {
        return new Seen(other, stat(), average);
    }

    /// The name as an object that is there already, if it is equal.
    Seen sharing(String other) {
        return name.equals(other) ? named(other) : this;
    }

    public Seen with(Stat other) {
        return new Seen(name, other, average);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Seen seen
                && name.equals(seen.name)
                && average == seen.average
                && stat().equals(seen.stat());
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, size, modified, changed, fileId);
    }

    @Override
    public String toString() {
        return name + ", " + stat() + ", cut with " + average;
    }
}
