package dev.cairn.standalone.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Base64;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.SdkResponses;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// One bucket of packs, as S3Proxy wants to see a store.
///
/// Everything is private, written once and in one piece: no object is ever replaced, with or without
/// `if-none-match`, and there are no multipart uploads, copies, access lists, versions or metadata
/// (501). A content type is not kept: every pack is `application/octet-stream`.
final class PackBlobStore implements BlobStore {

    /// The SHA-256 that S3Proxy holds the body of the current PUT to; set by [S3Servlet].
    static final ScopedValue<Sha256> PROVEN = ScopedValue.newInstance();

    /// The metadata in which S3Proxy hands over a checksum that it holds the body to.
    private static final String VERIFIED = "s3proxy_checksum_sha256";

    private static final String CONTENT_TYPE = "application/octet-stream";
    private static final int LONGEST_PAGE = 1000;

    private final String bucket;
    private final PackFiles files;

    PackBlobStore(String bucket, PackFiles files) {
        this.bucket = bucket;
        this.files = files;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
        check(request.bucket());
        var name = request.key();
        if (!PackFiles.isName(name)) {
            throw S3Exceptions.invalidArgument("Not the name of a pack");
        }
        if (request.acl() != null && request.acl() != ObjectCannedACL.PRIVATE
                || request.metadata().keySet().stream().anyMatch(key -> !key.equals(VERIFIED))) {
            throw unsupported();
        }
        try {
            var header = store(name, request, payload);
            return PutObjectResponse.builder()
                    .eTag(header.checksum().entityTag())
                    .build();
        } catch (FileAlreadyExistsException e) {
            throw S3Exceptions.preconditionFailed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // S3Proxy looks for its own refusal among the causes
        }
    }

    /// Who is still sending would not hear a refusal, so the body is read to its end first.
    private PackHeader store(String name, PutObjectRequest request, InputStream payload) throws IOException {
        if (files.exists(name)) {
            payload.transferTo(OutputStream.nullOutputStream());
            throw new FileAlreadyExistsException(name);
        }
        long size = request.contentLength() == null ? 0 : request.contentLength();
        if (!files.hasRoomFor(size)) {
            payload.transferTo(OutputStream.nullOutputStream());
            throw new StoreFullException(null);
        }
        try {
            return files.store(name, proven(request, payload));
        } catch (StoreFullException e) {
            payload.transferTo(OutputStream.nullOutputStream());
            throw e;
        }
    }

    /// Takes the checksum that S3Proxy proves anyway; only without one is the body hashed here.
    private static ProvenBody proven(PutObjectRequest request, InputStream payload) {
        if (PROVEN.isBound()) {
            return ProvenBody.heldTo(PROVEN.get(), payload);
        }
        var verified = request.metadata().get(VERIFIED);
        return verified == null
                ? ProvenBody.hashing(payload)
                : ProvenBody.heldTo(Sha256.ofBytes(Base64.getDecoder().decode(verified)), payload);
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        check(request.bucket());
        var name = existing(request.key());
        try {
            var header = files.header(name);
            return HeadObjectResponse.builder()
                    .contentLength(header.size())
                    .contentType(CONTENT_TYPE)
                    .eTag(header.checksum().entityTag())
                    .lastModified(files.storedAt(name))
                    .checksumSHA256(checksum(header, request.checksumMode()))
                    .build();
        } catch (NoSuchFileException _) {
            throw noSuchPack(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String checksum(PackHeader header, @Nullable ChecksumMode mode) {
        return mode == ChecksumMode.ENABLED ? header.checksum().base64() : null;
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        check(request.bucket());
        var name = existing(request.key());
        try {
            var wanted = request.range() == null ? null : RangeSpec.parse(request.range());
            var storedAt = files.storedAt(name);
            var reading = files.open(name, wanted).orElseThrow(() -> S3Exceptions.fromStatusCode(416));
            var header = reading.header();
            var range = reading.range();
            refuseUnless(request, reading);
            var response = GetObjectResponse.builder()
                    .contentLength(range.length())
                    .contentType(CONTENT_TYPE)
                    .eTag(header.checksum().entityTag())
                    .lastModified(storedAt)
                    .checksumSHA256(checksum(header, request.checksumMode()));
            if (wanted != null) {
                response.contentRange("bytes %d-%d/%d".formatted(range.start(), range.end() - 1, header.size()));
            }
            return new ResponseInputStream<>(response.build(), reading.content());
        } catch (NoSuchFileException _) {
            throw noSuchPack(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Checks the conditions of a request (RFC 9110, 13.1.1 and 13.1.2).
    private static void refuseUnless(GetObjectRequest request, PackFiles.Reading reading) throws IOException {
        var tag = reading.header().checksum().entityTag();
        if (tag.equals(request.ifNoneMatch()) || "*".equals(request.ifNoneMatch())) {
            reading.content().close();
            throw S3Exceptions.fromStatusCode(304);
        }
        var expected = request.ifMatch();
        if (expected != null && !expected.equals("*") && !expected.equals(tag)) {
            reading.content().close();
            throw S3Exceptions.preconditionFailed(null);
        }
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        check(request.bucket());
        try {
            if (PackFiles.isName(request.key())) {
                files.delete(request.key());
            }
            return DeleteObjectResponse.builder().build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        check(request.bucket());
        if (request.delimiter() != null && !request.delimiter().isEmpty()) {
            throw unsupported();
        }
        int limit = request.maxKeys() == null ? LONGEST_PAGE : Math.min(LONGEST_PAGE, request.maxKeys());
        var prefix = request.prefix() == null ? "" : request.prefix();
        var after = request.continuationToken() != null ? request.continuationToken() : request.startAfter();
        try {
            var found = files.list(prefix, after == null ? "" : after, limit + 1);
            var page = found.stream()
                    .limit(limit)
                    .map(pack -> SdkResponses.objectEntry(pack.name(), null, pack.storedAt(), pack.size(), null))
                    .toList();
            boolean more = found.size() > limit && limit > 0;
            return SdkResponses.objectsPage(
                    page, List.of(), more ? page.getLast().key() : null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ListBucketsResponse list() {
        return ListBucketsResponse.builder()
                .buckets(Bucket.builder().name(bucket).build())
                .build();
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        check(request.bucket());
        return HeadBucketResponse.builder().build();
    }

    @Override
    public CreateBucketResponse createContainer(CreateBucketRequest request) {
        check(request.bucket());
        throw S3Exceptions.bucketAlreadyOwnedByYou(bucket);
    }

    @Override
    public BucketCannedACL getContainerAccess(String container) {
        check(container);
        return BucketCannedACL.PRIVATE;
    }

    @Override
    public ObjectCannedACL getBlobAccess(String container, String name) {
        check(container);
        return ObjectCannedACL.PRIVATE;
    }

    // ---- what a store of packs does not do

    @Override
    public void setContainerAccess(String container, BucketCannedACL access) {
        throw unsupported();
    }

    @Override
    public void setBlobAccess(String container, String name, ObjectCannedACL access) {
        throw unsupported();
    }

    @Override
    public void deleteContainer(String container) {
        throw unsupported();
    }

    @Override
    public void deleteBucket(String container) {
        throw unsupported();
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        throw unsupported();
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        throw unsupported();
    }

    @Override
    public void abortMultipartUpload(MultipartUpload upload) {
        throw unsupported();
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        throw unsupported();
    }

    @Override
    public UploadPartResponse uploadMultipartPart(MultipartUpload upload, UploadPartRequest request, InputStream in) {
        throw unsupported();
    }

    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        throw unsupported();
    }

    @Override
    public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(String container) {
        check(container);
        return List.of();
    }

    @Override
    public long getMinimumMultipartPartSize() {
        return 5L * 1024 * 1024;
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("A store of packs does not do this");
    }

    private void check(String container) {
        if (!bucket.equals(container)) {
            throw S3Exceptions.noSuchBucket(container, "no such bucket");
        }
    }

    private String existing(String name) {
        if (!PackFiles.isName(name)) {
            throw noSuchPack(name);
        }
        return name;
    }

    private RuntimeException noSuchPack(String name) {
        return S3Exceptions.noSuchKey(bucket, name, "no such pack");
    }
}
