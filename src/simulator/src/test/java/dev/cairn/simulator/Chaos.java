package dev.cairn.simulator;

import java.io.IOException;
import java.util.Random;
import java.util.function.Supplier;

/// What goes wrong, and what happens meanwhile, before each effect.
///
/// Between any two effects of one device others act: users write, other devices take whole steps.
final class Chaos {

    private static final int DEEPEST = 3;

    private final Random random;
    private final Simulation simulation;
    private boolean calm = true;
    private int depth;

    Chaos(Random random, Simulation simulation) {
        this.random = random;
        this.simulation = simulation;
    }

    /// From now on nothing goes wrong any more, or things may.
    void calm(boolean from) {
        calm = from;
    }

    void tell(Supplier<String> line) {
        simulation.trace(line);
    }

    void beforeDisk(Device device, Supplier<String> what) throws IOException {
        before(device, what);
        if (!calm && random.nextInt(200) == 0) {
            throw new IOException("The disk failed");
        }
    }

    void afterDisk(Device device) {
        if (!calm && random.nextInt(60) == 0) {
            throw crashed(device);
        }
    }

    void beforeNetwork(Device device, Supplier<String> what) throws IOException {
        before(device, what);
        if (!calm && (device.isCutOff() || random.nextInt(25) == 0)) {
            throw new IOException("The network failed");
        }
    }

    /// The server has done it, but nobody learns of it.
    void afterNetwork(Device device) throws IOException {
        if (!calm && random.nextInt(30) == 0) {
            throw new IOException("The answer was lost");
        }
        if (!calm && random.nextInt(150) == 0) {
            throw crashed(device);
        }
    }

    private void before(Device device, Supplier<String> what) {
        simulation.trace(() -> device + " " + what.get());
        if (calm || depth == DEEPEST) {
            return;
        }
        int draw = random.nextInt(400);
        if (draw < 2) {
            throw crashed(device);
        }
        if (draw < 25) {
            depth++;
            try {
                simulation.meanwhile();
            } finally {
                depth--;
            }
        }
    }

    private Crash crashed(Device device) {
        simulation.trace(() -> device + " crashes");
        return new Crash();
    }
}
