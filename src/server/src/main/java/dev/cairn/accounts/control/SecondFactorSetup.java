package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.User;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/// People turn their second factor on and off.
@OneObject
public class SecondFactorSetup {

    private final Accounts accounts;
    private final SecondFactors factors;
    private final SecondStep secondStep;
    private final PasswordProof passwordProof;
    private final Throttle throttle;

    @Inject
    SecondFactorSetup(
            Accounts accounts,
            SecondFactors factors,
            SecondStep secondStep,
            PasswordProof passwordProof,
            Throttle throttle) {
        this.accounts = accounts;
        this.factors = factors;
        this.secondStep = secondStep;
        this.passwordProof = passwordProof;
        this.throttle = throttle;
    }

    public SecondFactors.Status status(Caller caller) {
        return factors.status(caller.user());
    }

    /// Begins with an authenticator, which is asked for once [#prove] was given a code of it.
    ///
    /// @throws ProblemException `WRONG_CREDENTIALS`; `TOO_MANY_REQUESTS`; `CONFLICT` if there is one
    public SecondFactors.Enrollment begin(Caller caller, String password, String address) {
        return factors.begin(passwordProof.require(caller, password, address));
    }

    /// @return the codes for when the authenticator is lost, shown only now
    /// @throws ProblemException `WRONG_CREDENTIALS`; `TOO_MANY_REQUESTS`; `CONFLICT` if nothing was begun
    public List<String> prove(Caller caller, String code, String address) {
        var account = User.keyOf(accounts.emailOf(caller.user()));
        throttle.check(account, address);
        try {
            return factors.prove(caller.user(), code);
        } catch (ProblemException e) {
            throttle.failed(account, address);
            throw e;
        }
    }

    /// @param code of the authenticator, or for its loss
    /// @throws ProblemException `WRONG_CREDENTIALS`; `SECOND_FACTOR`; `TOO_MANY_REQUESTS`
    public void end(Caller caller, String password, Optional<String> code, String address) {
        secondStep.require(passwordProof.require(caller, password, address), code, address);
        factors.end(caller.user());
    }
}
