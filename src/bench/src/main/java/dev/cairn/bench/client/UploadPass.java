package dev.cairn.bench.client;

import dev.cairn.bench.client.Pack.Located;
import dev.cairn.core.content.Chunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// One pass over a file, in stages that work side by side: read and cut, name, pack, send.
final class UploadPass {

    /// Windows in memory: one being read, named and packed each, and one that waits.
    private static final int WINDOWS = 4;

    /// Packs that wait to be sent; only what is known about them is in memory.
    private static final int WAITING = 16;

    /// Tells the next stage that nothing more comes.
    private static final Window END = new Window(new byte[0], 0, new int[0]);

    private final FileCutter cutter;
    private final Courier courier;
    private final UploadPlan plan;
    private final Set<Chunk> known;
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(WINDOWS);
    private final BlockingQueue<Window> cut = new ArrayBlockingQueue<>(WINDOWS + 1);
    private final BlockingQueue<Named> named = new ArrayBlockingQueue<>(WINDOWS + 1);
    private final BlockingQueue<Optional<Pack>> packed = new ArrayBlockingQueue<>(WAITING);
    private final List<Chunk> chunks = new ArrayList<>();

    /// @param known chunks that need not be sent; those that are sent are added
    UploadPass(FileCutter cutter, Courier courier, UploadPlan plan, Set<Chunk> known) {
        this.cutter = cutter;
        this.courier = courier;
        this.plan = plan;
        this.known = known;
    }

    /// Returns when all packs are in the store.
    ///
    /// @return all chunks of the file, in their order
    List<Chunk> run() throws IOException, InterruptedException {
        for (int i = 0; i < WINDOWS; i++) {
            free.add(new byte[cutter.windowLength()]);
        }
        try (var stages = new Together("upload")) {
            stages.start(this::cut);
            stages.start(this::name);
            stages.start(this::pack);
            stages.start(this::send);
            stages.join();
        }
        return chunks;
    }

    private Void cut() throws IOException, InterruptedException {
        for (var window = cutter.next(free.take()); window != null; window = cutter.next(free.take())) {
            cut.put(window);
        }
        cut.put(END);
        return null;
    }

    private Void name() throws InterruptedException {
        for (var window = cut.take(); window != END; window = cut.take()) {
            var names = new ArrayList<Chunk>();
            int from = 0;
            for (int end : window.ends()) {
                names.add(Chunk.of(window.bytes(), from, end - from));
                from = end;
            }
            named.put(new Named(window, names));
        }
        named.put(new Named(END, List.of()));
        return null;
    }

    private Void pack() throws InterruptedException {
        var packer = new Packer(plan.packSize(), plan.mostChunks());
        for (var next = named.take(); next.window != END; next = named.take()) {
            int from = 0;
            for (var chunk : next.chunks) {
                if (known.add(chunk)) {
                    if (packer.isFullFor(chunk)) {
                        packed.put(Optional.of(packer.finish()));
                    }
                    packer.add(new Located(chunk, next.window.offset() + from), next.window.bytes(), from);
                }
                from += chunk.length();
            }
            chunks.addAll(next.chunks);
            free.put(next.window.bytes());
        }
        if (!packer.isEmpty()) {
            packed.put(Optional.of(packer.finish()));
        }
        packed.put(Optional.empty());
        return null;
    }

    /// Asks about one pack first, so that bytes flow early, and about more at once later.
    private Void send() throws IOException, InterruptedException {
        var group = new ArrayList<Pack>();
        int wanted = 1;
        for (var next = packed.take(); next.isPresent(); next = packed.take()) {
            group.add(next.get());
            if (group.size() >= wanted) {
                courier.send(group);
                group.clear();
                wanted = Math.min(2 * wanted, plan.packsAtOnce());
            }
        }
        if (!group.isEmpty()) {
            courier.send(group);
        }
        courier.join();
        return null;
    }

    private record Named(Window window, List<Chunk> chunks) {}
}
