package dev.cairn.standalone.s3;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/// An endpoint in a process of its own, which can be killed.
final class StoreProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    StoreProcess(Path directory) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        StoreProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var line = process.inputReader().readLine();
        if (line == null) {
            throw new IOException("The endpoint did not start");
        }
        port = Integer.parseInt(line);
    }

    public static void main(String[] arguments) throws IOException {
        var endpoint = S3Endpoint.start(S3EndpointIT.settings(Path.of(arguments[0])), InstantSource.system());
        System.out.println(endpoint.port());
    }

    int port() {
        return port;
    }

    /// As `kill -9` does.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
