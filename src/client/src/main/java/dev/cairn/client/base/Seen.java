package dev.cairn.client.base;

import dev.cairn.client.disk.Stat;

/// What an entry looked like on the disk when it was last read.
///
/// @param name as the disk writes it
/// @param stat when the content was read; [Stat#NONE] if it was not read yet
/// @param average what the content was cut with; 0 for folders, and for what was not read yet
public record Seen(String name, Stat stat, int average) {

    public Seen named(String other) {
        return new Seen(other, stat, average);
    }

    /// The name as an object that is there already, if it is equal.
    Seen sharing(String other) {
        return name.equals(other) ? named(other) : this;
    }

    public Seen with(Stat other) {
        return new Seen(name, other, average);
    }
}
