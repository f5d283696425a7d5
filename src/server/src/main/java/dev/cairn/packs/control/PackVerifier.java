package dev.cairn.packs.control;

import dev.cairn.platform.control.BackgroundJob;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.time.Duration;

/// Reads each new pack once and compares its chunks with the fingerprints claimed for them.
///
/// Until then only the uploader relies on them. A chunk that is not what it was claimed to be is
/// marked as damaged and answered as missing. The reader makes room for people: while bytes are on
/// their way it looks only at packs that have waited for a while, and rests as long as it works.
@OneObject
public class PackVerifier implements BackgroundJob {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final int MOST = 32;

    private final Verifications verifications;
    private final PackReading reading;
    private final Traffic traffic;

    @Inject
    PackVerifier(Verifications verifications, PackReading reading, Traffic traffic) {
        this.verifications = verifications;
        this.reading = reading;
        this.traffic = traffic;
    }

    @Override
    public String name() {
        return "verify packs";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public String run() {
        return reading.read(verifications.next(MOST, traffic.isQuiet() ? Duration.ZERO : LONGEST_WAIT));
    }
}
