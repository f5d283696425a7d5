package dev.cairn.packs.control;

import dev.cairn.platform.control.BackgroundJob;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.time.Duration;

/// Ends uploads that nobody has touched for too long, and deletes from the store what nothing
/// refers to.
@OneObject
public class UploadSweeper implements BackgroundJob {

    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int AT_ONCE = 200;

    private final Uploads uploads;
    private final DoomedObjects doomed;
    private final PackStore store;

    @Inject
    UploadSweeper(Uploads uploads, DoomedObjects doomed, PackStore store) {
        this.uploads = uploads;
        this.doomed = doomed;
        this.store = store;
    }

    @Override
    public String name() {
        return "sweep uploads";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public String run() {
        int ended = uploads.endExpired(AT_ONCE);
        int deleted = 0;
        for (var key : doomed.due(AT_ONCE)) {
            store.delete(key); // before its row: what is forgotten too early would stay for ever
            doomed.forget(key);
            deleted++;
        }
        return ended + deleted == 0 ? "" : ended + " uploads ended, " + deleted + " objects deleted";
    }
}
