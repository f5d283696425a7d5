package dev.cairn.client.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a client is doing, as `status` shows it.
///
/// @param state `syncing`, `settled`, `waiting`, `offline`, `paused`, `held`, `folder-missing`,
///     `signed-out` or `stopped`
/// @param detail a sentence, where there is something to say
/// @param push how the server's changes come in: `push`, `wait`, `poll` or `none`
/// @param entries files and folders that are in sync
public record Status(
        String state,
        @Nullable String detail,
        String folder,
        String server,
        String push,
        int entries,
        int toUpload,
        int toDownload,
        int conflicts,
        List<Trouble> troubles) {

    public Status {
        troubles = List.copyOf(troubles);
    }

    /// @param path of what is not in sync
    public record Trouble(String path, String reason) {}
}
