package dev.cairn.standalone;

import java.io.IOException;
import java.nio.file.Files;

/// A data directory on which parts can be started: locked, nothing of a killed Cairn left running on it, room on
/// its disk, its secrets read, the ports free.
record OpenData(LaunchOptions options, Installation installation, DataDirectory data, Secrets secrets) {

    /// What runs on it.
    interface Work {
        /// @throws InterruptedException when all is to stop
        void run(OpenData open, RunningParts parts) throws InterruptedException;
    }

    /// Opens the data directory, runs the work, stops the parts that it has started, closes it.
    ///
    /// @throws LaunchException for whatever stands in the way
    static void with(LaunchOptions options, Progress progress, Work work) throws InterruptedException {
        MariaDbProgram.requireSupportedMachine();
        var installation = new Installation(options.home());
        installation.requireBuilt();
        try (var data = DataDirectory.open(options.data())) {
            int leftovers = Leftovers.end(data);
            if (leftovers > 0) {
                progress.say("Stopped " + leftovers + " processes left over from a killed Cairn");
            }
            requireFree(options.entrance(), options.port(), "--port");
            requireFree(options.entrance(), options.storePort(), "--store-port");
            data.requireFree(data.isNew() ? DataDirectory.FIRST_START_BYTES : DataDirectory.RESERVE_BYTES);
            var secrets = Secrets.loadOrCreate(data.secrets(), data.isNew());
            Foreground.logTo(data.logs());
            progress.say("Data in " + data.path());
            try (var parts = new RunningParts()) {
                work.run(new OpenData(options, installation, data, secrets), parts);
            } catch (LaunchException e) {
                if (e.code() == ExitCode.START_FAILED) {
                    data.requireNotExhausted(); // for then that is why
                }
                throw e;
            }
        }
    }

    private static void requireFree(Entrance entrance, int port, String option) {
        if (!LoopbackPort.isFree(entrance, port)) {
            throw new LaunchException(
                    ExitCode.PORT_TAKEN,
                    "Port " + port + " is taken by another program; choose one with " + option + " N");
        }
    }

    ObjectStore.Credentials storeCredentials() {
        return new ObjectStore.Credentials(
                secrets.storeAccessKey(), secrets.storeSecretKey(), secrets.storeMasterKey());
    }

    /// The very first start may have failed; the first that comes this far shows the token.
    void showTokenOnce(Progress progress) {
        if (Files.exists(data.tokenShown())) {
            return;
        }
        progress.say("Your one-time administrator token, shown only now: " + secrets.adminToken());
        try {
            Files.createFile(data.tokenShown());
        } catch (IOException e) {
            throw new LaunchException(
                    ExitCode.DATA_UNUSABLE, "Cannot write " + data.tokenShown() + ": " + e.getMessage(), e);
        }
    }
}
