package dev.cairn.platform.control;

import java.time.Duration;

/// Work that nobody waits for. [JobRunner] sees to it that one server node at a time does it.
public interface BackgroundJob {

    /// Stable for ever; the key of the table `job`.
    String name();

    /// How long to wait after a run before the next.
    Duration pause();

    /// Does what there is to do, in steps that may be cut off at any moment and done again.
    ///
    /// @return what was done, in a few words for the administrator; empty if there was nothing
    String run();

    /// What a run would do now, without doing it.
    ///
    /// @return in a few words; empty if there is nothing, or if that cannot be said beforehand
    default String dryRun() {
        return "";
    }
}
