package dev.cairn.mail.control;

/// Takes mails to where they are read. Never throws: what went wrong is in the answer.
public interface Carrier {

    Delivery carry(Parcel mail);

    /// A mail that is handed over.
    ///
    /// @param id the same whenever it is handed over, and no other mail's
    /// @param plain its text
    /// @param html the same, pretty
    record Parcel(long id, EmailAddress recipient, String subject, String plain, String html) {}
}
