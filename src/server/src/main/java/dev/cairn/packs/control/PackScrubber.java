package dev.cairn.packs.control;

import dev.cairn.platform.control.BackgroundJob;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import java.time.Duration;

/// Reads every pack again within a given time, the one that was read longest ago first, and compares
/// its chunks with their fingerprints: disks forget silently.
///
/// What is damaged is answered as missing from then on, and heals with the next upload of it. Damaged
/// packs are read daily: what was brought back from a backup is good again.
@OneObject
public class PackScrubber implements BackgroundJob {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration DAMAGED = Duration.ofDays(1);
    private static final int MOST = 16;

    private final Verifications verifications;
    private final PackReading reading;
    private final Duration every;

    @Inject
    PackScrubber(Verifications verifications, PackReading reading, Settings settings) {
        this.verifications = verifications;
        this.reading = reading;
        this.every = settings.keeping().scrub();
    }

    @Override
    public String name() {
        return "scrub packs";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public String run() {
        return reading.read(verifications.readLongAgo(MOST, every, DAMAGED));
    }

    @Override
    public String dryRun() {
        int due = verifications.readLongAgo(MOST, every, DAMAGED).size();
        return due + (due == MOST ? " packs or more to read" : " packs to read");
    }
}
