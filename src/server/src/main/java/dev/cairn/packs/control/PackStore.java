package dev.cairn.packs.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.platform.control.StorageClass;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Object storage for packs. On the way up their bytes never pass through this server.
///
/// Implementations must pass `PackStoreContract`. Every method that talks to the store may throw
/// [dev.cairn.core.problem.ProblemException] `UNAVAILABLE`; trying again later may help, and the
/// implementation has already tried again itself where that is safe. Signing does not talk to it.
public interface PackStore {

    /// Makes a request with which a client can store one object, once.
    ///
    /// The store refuses a body of another length or SHA-256, a request without one of the headers,
    /// and a second object under the same key.
    ///
    /// @param size in bytes, 0 to 64 MiB
    /// @param checksum SHA-256 of the whole object
    /// @param life how long the request stays good; 1 second to 1 day
    SignedRequest signPut(String key, int size, Fingerprint checksum, Duration life);

    /// Makes a request that reads a part of an object, and no other part. Whether the object exists
    /// is not checked.
    SignedRequest signGet(String key, ByteRange range, Duration life);

    /// Makes a request that downloads a whole object under a file's name. Browsers save it and never
    /// show it, whatever it contains.
    ///
    /// @param disposition value of the header `Content-Disposition`
    SignedRequest signDownload(String key, String disposition, Duration life);

    /// The same store, whose signed requests lead to where this server itself finds it.
    default PackStore fromHere() {
        return this;
    }

    /// What is stored under the key, or empty if nothing is.
    Optional<StoredObject> find(String key);

    /// Reads a part of an object. The caller closes the stream; it ends early where the object does.
    ///
    /// @throws dev.cairn.core.problem.ProblemException `NOT_FOUND` if there is no such object
    InputStream read(String key, ByteRange range);

    /// Stores an empty object; one that is there already stays as it is.
    void mark(String key);

    /// The keys that begin so, in their order; at most the first 1,000.
    List<String> keys(String prefix);

    /// Stores an object that this server has put together, at most 64 MiB. Where there is one under the
    /// key already, that one stays; ask [#find] what is there.
    void write(String key, byte[] bytes);

    /// Moves an object to another class of storage, in which it can be read just as before, and all the while. To
    /// repeat it does no harm.
    ///
    /// @return whether it is there now by what the store says; false of a store that has no such class
    boolean move(String key, StorageClass to);

    /// Deletes an object. Deleting what is not there is no error.
    void delete(String key);

    /// @param headers what the client must send, exactly
    record SignedRequest(String method, URI url, Map<String, String> headers, Instant expiresAt) {}

    /// @param checksum SHA-256 of the whole object, as the store computed it
    record StoredObject(long size, Fingerprint checksum) {}

    /// @param from first byte, from 0
    /// @param length number of bytes, 1 or more
    record ByteRange(long from, long length) {
        public ByteRange {
            if (from < 0 || length < 1) {
                throw new IllegalArgumentException("A range has a start and at least one byte");
            }
        }

        /// The value of a `Range` header.
        public String header() {
            return "bytes=" + from + "-" + (from + length - 1);
        }
    }
}
