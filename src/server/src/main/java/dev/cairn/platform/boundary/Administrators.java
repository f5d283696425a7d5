package dev.cairn.platform.boundary;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import jakarta.ws.rs.core.SecurityContext;

/// Who may see and do what concerns all.
public final class Administrators {

    private Administrators() {}

    /// @throws ProblemException `FORBIDDEN` for everybody else
    public static void require(SecurityContext caller) {
        if (!caller.isUserInRole("ADMIN")) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This is for administrators.");
        }
    }
}
