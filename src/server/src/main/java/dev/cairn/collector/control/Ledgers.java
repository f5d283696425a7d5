package dev.cairn.collector.control;

import java.util.function.Function;

/// Opens the books.
public interface Ledgers {

    /// Carries work out in one transaction, whole or not at all; what fails because somebody else was
    /// at it is tried again.
    <T> T run(Function<Ledger, T> work);
}
