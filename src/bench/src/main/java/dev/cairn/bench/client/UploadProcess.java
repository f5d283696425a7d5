package dev.cairn.bench.client;

import dev.cairn.bench.client.http.Http;
import dev.cairn.core.sync.UploadId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A program that uploads one file, to be killed and started again. It remembers its upload in a
/// file beside the one that it sends.
///
/// Arguments: base URL, e-mail address, the file, and detours as `host:port=port`.
public final class UploadProcess {

    private static final String NAME = "noise";

    private UploadProcess() {}

    public static void main(String[] arguments) throws Exception {
        var file = Path.of(arguments[2]);
        try (var http = new Http(detours(arguments))) {
            var account = Account.signIn(new Api(URI.create(arguments[0]), http), InstantSource.system(), arguments[1]);
            var memory = memory(file);
            var known = Files.exists(memory)
                    ? Optional.of(UploadId.valueOf(Files.readString(memory)))
                    : Optional.<UploadId>empty();
            new FileUploader(account, account.root())
                    .resuming(known, upload -> remember(memory, upload))
                    .upload(file, NAME);
        }
    }

    /// Where the upload of a file is remembered.
    public static Path memory(Path file) {
        return file.resolveSibling(file.getFileName() + ".upload");
    }

    private static void remember(Path memory, UploadId upload) {
        try {
            Files.writeString(memory, upload.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, SocketAddress> detours(String[] arguments) {
        var detours = new HashMap<String, SocketAddress>();
        for (int i = 3; i < arguments.length; i++) {
            var pair = arguments[i].split("=");
            detours.put(pair[0], new InetSocketAddress("127.0.0.1", Integer.parseInt(pair[1])));
        }
        return detours;
    }
}
