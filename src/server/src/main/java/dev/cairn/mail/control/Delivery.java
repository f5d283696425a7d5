package dev.cairn.mail.control;

/// What came of handing a mail over.
public sealed interface Delivery {

    /// It is the mail server's now.
    record Accepted() implements Delivery {}

    /// It is surely not: handing it over again sends it once.
    ///
    /// @param forGood whether trying again is of no use
    record Refused(String reason, boolean forGood) implements Delivery {}

    /// The answer was lost: handing it over again could send it twice.
    record Unclear(String reason) implements Delivery {}
}
