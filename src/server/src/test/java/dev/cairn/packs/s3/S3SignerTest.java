package dev.cairn.packs.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.packs.control.PackStore.SignedRequest;
import dev.cairn.platform.control.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Against the example of AWS, "Authenticating Requests: Using Query Parameters (AWS Signature
/// Version 4)". It has the bucket in its host and ours have it in the path; so AWS's own signer is
/// held to the example, and ours to AWS's own signer.
class S3SignerTest {

    private static final Instant THEN = Instant.parse("2013-05-24T00:00:00Z");
    private static final String ACCESS = "AKIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final Duration DAY = Duration.ofDays(1);

    private static SignedRequest ours(
            String method, String endpoint, String key, Map<String, String> headers, Map<String, String> query) {
        var store = new Settings.Store(
                URI.create(endpoint),
                URI.create(endpoint),
                "us-east-1",
                "examplebucket",
                ACCESS,
                SECRET,
                true,
                Optional.empty());
        return new S3Signer(URI.create(endpoint), store, () -> THEN).sign(method, key, headers, query, DAY);
    }

    /// The signature that AWS's own signer makes.
    private static String theirs(
            String method, String host, String path, Map<String, String> headers, Map<String, String> query) {
        var request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .protocol("https")
                .host(host)
                .encodedPath(path);
        headers.forEach(request::putHeader);
        query.forEach(request::putRawQueryParameter);
        var signed = AwsV4HttpSigner.create()
                .sign(to -> to.identity(AwsCredentialsIdentity.create(ACCESS, SECRET))
                        .request(request.build())
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, DAY)
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(THEN, ZoneOffset.UTC)));
        return signed.request()
                .firstMatchingRawQueryParameter("X-Amz-Signature")
                .orElseThrow();
    }

    private static String signature(SignedRequest request) {
        var query = request.url().getRawQuery();
        return query.substring(query.indexOf("X-Amz-Signature=") + "X-Amz-Signature=".length());
    }

    @Test
    void the_signer_that_ours_is_compared_with_makes_the_signature_of_the_example() {
        assertThat(theirs("GET", "examplebucket.s3.amazonaws.com", "/test.txt", Map.of(), Map.of()))
                .isEqualTo("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    }

    @Test
    void a_plain_get() {
        var request = ours("GET", "https://s3.amazonaws.com", "test.txt", Map.of(), Map.of());

        assertThat(signature(request))
                .isEqualTo(theirs("GET", "s3.amazonaws.com", "/examplebucket/test.txt", Map.of(), Map.of()));
        assertThat(request.url().getRawQuery())
                .startsWith("X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host");
        assertThat(request.expiresAt()).isEqualTo(THEN.plus(DAY));
    }

    @Test
    void headers_are_signed_in_their_order() {
        var headers = Map.of("range", "bytes=0-9", "if-none-match", "*", "x-amz-meta", "b");

        assertThat(signature(ours("PUT", "https://s3.amazonaws.com", "packs/a", headers, Map.of())))
                .isEqualTo(theirs("PUT", "s3.amazonaws.com", "/examplebucket/packs/a", headers, Map.of()));
    }

    @Test
    void strange_names_and_values_are_escaped_as_aws_does() {
        var query = Map.of("response-content-disposition", "attachment; filename=\"a b~*+é.txt\"");

        assertThat(signature(ours("GET", "https://s3.amazonaws.com", "a b~*", Map.of(), query)))
                .isEqualTo(theirs("GET", "s3.amazonaws.com", "/examplebucket/a%20b~%2A", Map.of(), query));
    }
}
