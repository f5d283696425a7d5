package dev.cairn.packs.s3;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.packs.control.PackStore;
import dev.cairn.platform.control.Settings;
import dev.cairn.platform.control.StorageClass;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Packs in a bucket of an S3 store.
@ApplicationScoped
public class S3PackStore implements PackStore {

    private static final System.Logger LOG = System.getLogger(S3PackStore.class.getName());
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_WRITE = Duration.ofMinutes(10);
    private static final int OK = 200;
    private static final int THERE_ALREADY = 412;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int ATTEMPTS = 3;

    private final S3Client client;
    private final S3Signer signer;
    private final S3Signer ownSigner;
    private final HttpClient http;
    private final String bucket;

    @Inject
    S3PackStore(Settings settings, InstantSource clock) {
        this(settings.store(), clock);
    }

    S3PackStore(Settings.Store store, InstantSource clock) {
        this.bucket = store.bucket();
        this.signer = new S3Signer(store.publicEndpoint(), store, clock);
        this.ownSigner = new S3Signer(store.endpoint(), store, clock);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
        this.client = S3Client.builder()
                .endpointOverride(store.endpoint())
                .region(Region.of(store.region()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(store.accessKey(), store.secretKey())))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE)
                        .build())
                .build();
    }

    private S3PackStore(S3Client client, S3Signer signer, HttpClient http, String bucket) {
        this.client = client;
        this.signer = signer;
        this.ownSigner = signer;
        this.http = http;
        this.bucket = bucket;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected S3PackStore() {
        client = null;
        signer = null;
        ownSigner = null;
        http = null;
        bucket = null;
    }

    @PreDestroy
    void close() {
        client.close();
        http.shutdownNow();
    }

    @Override
    public PackStore fromHere() {
        return new S3PackStore(client, ownSigner, http, bucket);
    }

    @Override
    public SignedRequest signPut(String key, int size, Fingerprint checksum, Duration life) {
        return signPut(signer, key, size, checksum, life);
    }

    private static SignedRequest signPut(S3Signer signer, String key, int size, Fingerprint checksum, Duration life) {
        return signer.sign(
                "PUT",
                key,
                Map.of(
                        "content-length", Integer.toString(size),
                        "if-none-match", "*",
                        "x-amz-checksum-sha256", Base64.getEncoder().encodeToString(checksum.toBytes()),
                        "x-amz-content-sha256", checksum.toString()),
                Map.of(),
                life);
    }

    @Override
    public SignedRequest signGet(String key, ByteRange range, Duration life) {
        return signer.sign("GET", key, Map.of("range", range.header()), Map.of(), life);
    }

    @Override
    public SignedRequest signDownload(String key, String disposition, Duration life) {
        return signer.sign(
                "GET",
                key,
                Map.of(),
                Map.of(
                        "response-content-disposition",
                        disposition,
                        "response-content-type",
                        "application/octet-stream"),
                life);
    }

    @Override
    public Optional<StoredObject> find(String key) {
        return asking(() -> {
            try {
                var head = client.headObject(
                        request -> request.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
                return Optional.of(new StoredObject(head.contentLength(), checksum(head.checksumSHA256())));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public InputStream read(String key, ByteRange range) {
        return asking(() -> {
            try {
                return client.getObject(
                        request -> request.bucket(bucket).key(key).range(range.header()));
            } catch (NoSuchKeyException e) {
                throw new ProblemException(ProblemType.NOT_FOUND, "The store does not have this object.");
            }
        });
    }

    /// As a client would, by a signed URL: what binds their bytes binds ours.
    @Override
    public void write(String key, byte[] bytes) {
        var signed = signPut(ownSigner, key, bytes.length, Fingerprint.of(bytes, 0, bytes.length), LONGEST_WRITE);
        var request = HttpRequest.newBuilder(signed.url())
                .timeout(LONGEST_WRITE)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
        signed.headers().forEach((name, value) -> {
            if (!name.equals("content-length")) { // the HTTP client's own
                request.setHeader(name, value);
            }
        });
        var status = statusOf(request.build());
        if (status != OK && status != THERE_ALREADY) {
            LOG.log(Level.WARNING, "The store refused an object of this server: {0}", status);
            throw unreachable();
        }
    }

    /// Sends a request that may be sent twice; a connection that the store has just closed for being
    /// idle shows by an exception only.
    private int statusOf(HttpRequest request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return http.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "The store broke off while it was written to", e);
                if (attempt == ATTEMPTS) {
                    throw unreachable();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unreachable();
            }
        }
    }

    private static ProblemException unreachable() {
        return new ProblemException(
                ProblemType.UNAVAILABLE, "The store cannot be reached just now. Nothing is lost; try again soon.");
    }

    @Override
    public void mark(String key) {
        write(key, new byte[0]);
    }

    @Override
    public List<String> keys(String prefix) {
        return asking(
                () -> client.listObjectsV2(request -> request.bucket(bucket).prefix(prefix)).contents().stream()
                        .map(S3Object::key)
                        .toList());
    }

    /// By a copy onto itself, which takes its place in one go.
    @Override
    public boolean move(String key, StorageClass to) {
        return asking(() -> {
            try {
                client.copyObject(request -> request.sourceBucket(bucket)
                        .sourceKey(key)
                        .destinationBucket(bucket)
                        .destinationKey(key)
                        .storageClass(to.name())
                        .metadataDirective(MetadataDirective.COPY)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256));
            } catch (S3Exception e) {
                if (e.statusCode() / 100 == 4 || e.statusCode() == NOT_IMPLEMENTED) {
                    LOG.log(Level.DEBUG, "The store does not move an object to " + to, e);
                    return false;
                }
                throw e;
            }
            var head = client.headObject(request -> request.bucket(bucket).key(key));
            return to.name().equals(head.storageClassAsString());
        });
    }

    @Override
    public void delete(String key) {
        asking(() -> client.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    private static Fingerprint checksum(String base64) {
        if (base64 == null) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE, "The store does not tell the checksums of its objects.");
        }
        return Fingerprint.ofBytes(Base64.getDecoder().decode(base64));
    }

    private static <T> T asking(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            LOG.log(Level.WARNING, "The store does not answer as it should", e);
            throw unreachable();
        }
    }
}
