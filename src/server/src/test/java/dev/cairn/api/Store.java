package dev.cairn.api;

import dev.cairn.testing.Backend;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A look into the store behind the server's back.
final class Store implements AutoCloseable {

    private static final String BUCKET = "cairn";

    private final S3Client client;

    Store(Backend backend) {
        client = S3Client.builder()
                .endpointOverride(backend.storeEndpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        backend.storeCredentials().accessKey(),
                        backend.storeCredentials().secretKey())))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    List<String> packs() {
        return keys().stream().filter(key -> key.startsWith("packs/")).toList();
    }

    List<String> keys() {
        return client.listObjectsV2Paginator(request -> request.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    byte[] read(String key) {
        return client.getObjectAsBytes(request -> request.bucket(BUCKET).key(key))
                .asByteArray();
    }

    /// Changes a byte of what is stored, as a failing disk does.
    void damage(String key, int at) {
        var bytes = read(key);
        bytes[at] ^= 1;
        client.deleteObject(request -> request.bucket(BUCKET).key(key));
        client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
    }

    /// The key in a signed URL.
    static String keyOf(String url) {
        var path = URI.create(url).getPath();
        return path.substring(path.indexOf(BUCKET) + BUCKET.length() + 1);
    }

    @Override
    public void close() {
        client.close();
    }
}
