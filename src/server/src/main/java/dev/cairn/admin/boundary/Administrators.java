package dev.cairn.admin.boundary;

import dev.cairn.accounts.boundary.BearerFilter;
import dev.cairn.admin.control.Administrator;
import dev.cairn.core.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.SecurityContext;

/// Finds out whether an administrator is calling. To everybody else these routes answer that there is
/// nothing.
final class Administrators {

    private Administrators() {}

    /// @throws ProblemException `NOT_FOUND`
    static Administrator of(SecurityContext context, HttpServletRequest request) {
        return new Administrator(BearerFilter.callerOf(context), request.getRemoteAddr());
    }
}
