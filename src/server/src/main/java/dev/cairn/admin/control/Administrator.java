package dev.cairn.admin.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;

/// Somebody who may administer the server, and from where they do so. Nobody else can be one.
///
/// @param address of the network
public record Administrator(Caller caller, String address) {

    /// @throws ProblemException `NOT_FOUND` for everybody else: for them there is no console
    public Administrator {
        if (!caller.administrator()) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is nothing here.");
        }
    }
}
