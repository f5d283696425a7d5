package dev.cairn.bench.client;

import dev.cairn.bench.client.http.Body;
import dev.cairn.bench.client.http.Body.Piece;
import dev.cairn.bench.client.http.Request;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.transfer.PackOffer;
import dev.cairn.core.transfer.PackedChunk;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/// A file sent to the store in pieces of one size, by PUTs that were signed before: the limit of every
/// upload. Nothing is cut, compared or committed.
public final class BarePuts {

    private static final int OK = 200;
    private static final int SIGNED_AT_ONCE = 64;

    private final Account account;
    private final List<SignedPut> puts;

    private BarePuts(Account account, List<SignedPut> puts) {
        this.account = account;
        this.puts = List.copyOf(puts);
    }

    /// Signs all that is needed.
    ///
    /// @param length how much of it is sent, in bytes
    /// @param objectSize bytes of each PUT, the last one's excepted
    public static BarePuts sign(Account account, FileChannel file, long length, int objectSize) throws IOException {
        var upload = account.openUpload(length);
        var puts = new ArrayList<SignedPut>();
        var offers = new ArrayList<PackOffer>();
        var pieces = new ArrayList<Piece>();
        for (long from = 0; from < length; from += objectSize) {
            int size = (int) Math.min(objectSize, length - from);
            offers.add(offer(puts.size() + offers.size(), read(file, from, size)));
            pieces.add(new Piece(from, size));
            if (offers.size() == SIGNED_AT_ONCE || from + size == length) {
                var urls = account.sign(upload, offers);
                for (int i = 0; i < offers.size(); i++) {
                    var url = Objects.requireNonNull(urls.get(offers.get(i).pack()));
                    puts.add(new SignedPut(
                            Objects.requireNonNull(url.url()),
                            Objects.requireNonNull(url.headers()),
                            pieces.get(i).offset(),
                            (int) pieces.get(i).length()));
                }
                offers.clear();
                pieces.clear();
            }
        }
        return new BarePuts(account, puts);
    }

    private static PackOffer offer(int number, byte[] bytes) {
        var chunks = new ArrayList<PackedChunk>();
        for (int from = 0; from < bytes.length; from += Chunk.MAX_LENGTH) {
            int length = Math.min(Chunk.MAX_LENGTH, bytes.length - from);
            chunks.add(new PackedChunk(Fingerprint.of(bytes, from, length), length, length, Encoding.IDENTITY));
        }
        return new PackOffer(number, bytes.length, Fingerprint.of(bytes, 0, bytes.length), chunks);
    }

    private static byte[] read(FileChannel file, long from, int size) throws IOException {
        var bytes = ByteBuffer.allocate(size);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("The file is shorter than what is to be sent of it");
            }
        }
        return bytes.array();
    }

    /// What is to be sent, for others to do it.
    public List<SignedPut> puts() {
        return puts;
    }

    /// Sends all, so many at once.
    public void send(FileChannel file, int atOnce) throws IOException, InterruptedException {
        var slots = new Semaphore(atOnce);
        try (var under = new Together("bare-put")) {
            for (var put : puts) {
                slots.acquire();
                under.start(() -> {
                    try {
                        return account.http().send(request(put, file)).expect(OK);
                    } finally {
                        slots.release();
                    }
                });
            }
            under.join();
        }
    }

    private static Request request(SignedPut put, FileChannel file) {
        var body = new Body.FilePieces(file, List.of(new Piece(put.offset(), put.length())));
        return Request.put(put.uri(), put.headers(), body);
    }
}
