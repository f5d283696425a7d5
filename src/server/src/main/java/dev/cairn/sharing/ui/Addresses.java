package dev.cairn.sharing.ui;

import dev.cairn.mail.control.EmailAddress;
import java.util.Arrays;
import java.util.List;

/// Addresses that a person types into one field.
final class Addresses {

    private Addresses() {}

    /// @throws dev.cairn.core.problem.ProblemException `BAD_REQUEST` if one of them cannot be an address
    static List<EmailAddress> in(String text) {
        return Arrays.stream(text.split("[,;\\s]+"))
                .filter(address -> !address.isEmpty())
                .map(EmailAddress::new)
                .toList();
    }
}
