package dev.cairn.mail.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import java.util.regex.Pattern;

/// One person's address: never a list of them, a name beside one, or anything with a line break.
///
/// @param text as typed, without blanks around it; at most 254 characters
public record EmailAddress(String text) {

    private static final int LONGEST = 254;

    /// Not what an address is (RFC 5322 allows far more), but what people have.
    private static final Pattern FORM = Pattern.compile(
            "[^\\s\\p{Cntrl}@<>\"(),:;\\[\\]\\\\]+@[^\\s\\p{Cntrl}@<>\"(),:;\\[\\]\\\\]+\\.[^\\s\\p{Cntrl}@.]+");

    /// @throws ProblemException `BAD_REQUEST` if it cannot be an address
    public EmailAddress {
        text = text.strip();
        if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "This is not an e-mail address: name@example.org.");
        }
    }

    /// For JSON and paths.
    public static EmailAddress valueOf(String text) {
        return new EmailAddress(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
