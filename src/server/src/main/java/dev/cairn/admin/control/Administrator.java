package dev.cairn.admin.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;

/// Somebody who may administer the server, and from where they do so. Nobody else can be one.
///
/// @param address of the network
public record Administrator(Caller caller, String address) {

    /// @throws ProblemException `FORBIDDEN` for everybody else
    public Administrator {
        if (!caller.administrator()) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This is for administrators.");
        }
    }
}
