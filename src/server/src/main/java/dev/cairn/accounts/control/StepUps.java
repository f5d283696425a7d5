package dev.cairn.accounts.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Asks for the password once more before what is dangerous: whoever finds an open session, or steals
/// one, has not got that. It counts for a few minutes, on one device.
///
/// Comparing passwords takes long, so that is done outside of any transaction.
@OneObject
public class StepUps {

    /// For how long a password counts as just given.
    public static final Duration LIFE = Duration.ofMinutes(5);

    private final PasswordProof passwordProof;
    private final SecondStep secondStep;
    private final Devices devices;
    private final InstantSource clock;

    @Inject
    StepUps(PasswordProof passwordProof, SecondStep secondStep, Devices devices, InstantSource clock) {
        this.passwordProof = passwordProof;
        this.secondStep = secondStep;
        this.devices = devices;
        this.clock = clock;
    }

    /// The caller gives their password again, and a code of their second factor if they have one.
    ///
    /// @param code empty if none was given
    /// @param address where the request comes from, for the throttle
    /// @throws ProblemException `WRONG_CREDENTIALS`; `SECOND_FACTOR` if a code is needed too;
    ///     `TOO_MANY_REQUESTS`
    public void confirm(Caller caller, String password, Optional<String> code, String address) {
        secondStep.require(passwordProof.require(caller, password, address), code, address);
        devices.confirm(caller, clock.instant().plus(LIFE));
    }

    /// @throws ProblemException `CONFIRM_PASSWORD` if the password was not given on the caller's device
    ///     just now
    public void require(Caller caller) {
        if (!devices.isConfirmed(caller)) {
            throw new ProblemException(
                    ProblemType.CONFIRM_PASSWORD, "Give your password once more before this. Nothing was changed.");
        }
    }
}
