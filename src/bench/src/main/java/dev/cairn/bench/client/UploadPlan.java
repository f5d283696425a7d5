package dev.cairn.bench.client;

import dev.cairn.core.sync.UploadId;
import dev.cairn.core.transfer.PackOffer;
import java.util.Optional;
import java.util.function.Consumer;

/// How an upload is carried out.
///
/// @param packSize bytes of a pack
/// @param mostChunks in a pack
/// @param putsAtOnce how many packs are on their way at once
/// @param packsAtOnce how many packs the server is asked about in one call
/// @param expectedBytes what the upload is said to bring
/// @param resumed the upload to go on with; empty for a new one
/// @param opened is told the upload as soon as there is one, to be remembered
record UploadPlan(
        int packSize,
        int mostChunks,
        int putsAtOnce,
        int packsAtOnce,
        long expectedBytes,
        Optional<UploadId> resumed,
        Consumer<UploadId> opened) {

    private static final int MIB = 1024 * 1024;

    /// For a line as fast as the loopback interface.
    static UploadPlan fast(long expectedBytes) {
        return new UploadPlan(16 * MIB, PackOffer.MAX_CHUNKS, 6, 4, expectedBytes, Optional.empty(), _ -> {});
    }

    UploadPlan resuming(Optional<UploadId> upload) {
        return new UploadPlan(packSize, mostChunks, putsAtOnce, packsAtOnce, expectedBytes, upload, opened);
    }

    UploadPlan telling(Consumer<UploadId> listener) {
        return new UploadPlan(packSize, mostChunks, putsAtOnce, packsAtOnce, expectedBytes, resumed, listener);
    }
}
