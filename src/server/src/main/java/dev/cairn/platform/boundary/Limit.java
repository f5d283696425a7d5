package dev.cairn.platform.boundary;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;

/// How many entries a page has; a query parameter.
///
/// @param value 1 to [#MOST]
public record Limit(int value) {

    public static final int MOST = 1000;

    /// @throws ProblemException `BAD_REQUEST` if `text` is not a number from 1 to 1,000
    public static Limit valueOf(String text) {
        if (text.matches("[0-9]{1,4}")) {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= MOST) {
                return new Limit(value);
            }
        }
        throw new ProblemException(ProblemType.BAD_REQUEST, "limit is a number from 1 to " + MOST + ".");
    }
}
