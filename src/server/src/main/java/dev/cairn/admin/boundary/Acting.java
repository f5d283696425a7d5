package dev.cairn.admin.boundary;

import dev.cairn.accounts.boundary.BearerFilter;
import dev.cairn.admin.control.Administrator;
import dev.cairn.core.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.SecurityContext;

/// Finds out which administrator is acting. Nobody else's request gets as far as here:
/// [dev.cairn.platform.boundary.Administrators] has refused it before it was read.
final class Acting {

    private Acting() {}

    /// @throws ProblemException `FORBIDDEN`
    static Administrator in(SecurityContext context, HttpServletRequest request) {
        return new Administrator(BearerFilter.callerOf(context), request.getRemoteAddr());
    }
}
