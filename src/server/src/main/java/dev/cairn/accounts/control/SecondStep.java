package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.User;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.function.Supplier;

/// After the password: asks for a code from those who have a second factor.
@OneObject
@Transactional
class SecondStep {

    private final SecondFactors factors;
    private final Throttle throttle;

    @Inject
    SecondStep(SecondFactors factors, Throttle throttle) {
        this.factors = factors;
        this.throttle = throttle;
    }

    /// Does what the code is given for, in one transaction with using it up: where that fails, the code is
    /// as good as before.
    ///
    /// @param code empty if none was given
    /// @param address where the request comes from, for the throttle
    /// @throws ProblemException `SECOND_FACTOR` if one is needed; `WRONG_CREDENTIALS`; what `act` throws
    <T> T before(User user, Optional<String> code, String address, Supplier<T> act) {
        require(user, code, address);
        return act.get();
    }

    /// Uses a code up.
    ///
    /// @param code empty if none was given
    /// @param address where the request comes from, for the throttle
    /// @throws ProblemException `SECOND_FACTOR` if one is needed; `WRONG_CREDENTIALS`
    void require(User user, Optional<String> code, String address) {
        switch (factors.judge(user.id(), code.filter(text -> !text.isBlank()))) {
            case NOT_ASKED, GOOD -> {}
            case MISSING ->
                throw new ProblemException(
                        ProblemType.SECOND_FACTOR, "Give the code that your authenticator shows, too.");
            case WRONG -> {
                throttle.failed(User.keyOf(user.email()), address);
                throw new ProblemException(
                        ProblemType.WRONG_CREDENTIALS,
                        "The code is wrong, or was used already. Wait for the next one.");
            }
        }
    }
}
