package dev.cairn.push.control;

import java.time.Duration;

/// Opens one socket, once.
///
/// @param life how long it is good
/// @param freshFor how long after a change a namespace is told about without being watched
/// @param askStaleEvery how often to ask for all others
public record Ticket(String text, Duration life, Duration freshFor, Duration askStaleEvery) {

    /// Not the record's own, which would put secrets into logs.
    @Override
    public String toString() {
        return "Ticket";
    }
}
