package io.github.glacierjob.sinks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A client whose uploads carry a CRC32C instead of the SDK's default, a CRC32. S3 checks it, stores it with the object, and returns it
 * for {@code headObject}.
 */
public final class S3WithCrc32c extends DelegatingS3Client {

    /** By the id of an upload in parts: the checksum of each part, which the end of the upload has to repeat. */
    private final Map<String, Map<Integer, String>> uploads = new ConcurrentHashMap<>();

    /** Sends all requests with another client, which is closed with this one. */
    public S3WithCrc32c(S3Client client) {
        super(client);
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        PutObjectRequest.Builder put = request.toBuilder();
        return super.putObject(put.checksumAlgorithm(ChecksumAlgorithm.CRC32_C).build(), body);
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        HeadObjectRequest.Builder head = request.toBuilder();
        return super.headObject(head.checksumMode(ChecksumMode.ENABLED).build());
    }

    @Override
    public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
        CreateMultipartUploadRequest.Builder create = request.toBuilder();
        CreateMultipartUploadResponse created = super.createMultipartUpload(
                create.checksumAlgorithm(ChecksumAlgorithm.CRC32_C).build());
        uploads.put(created.uploadId(), new ConcurrentHashMap<>());
        return created;
    }

    @Override
    public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
        UploadPartRequest.Builder part = request.toBuilder();
        UploadPartResponse uploaded = super.uploadPart(
                part.checksumAlgorithm(ChecksumAlgorithm.CRC32_C).build(), body);
        uploads.get(request.uploadId()).put(request.partNumber(), uploaded.checksumCRC32C());
        return uploaded;
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
        Map<Integer, String> checksums = uploads.get(request.uploadId());
        List<CompletedPart> parts = request.multipartUpload().parts().stream()
                .map(part -> part.toBuilder()
                        .checksumCRC32C(checksums.get(part.partNumber()))
                        .build())
                .toList();
        CompleteMultipartUploadRequest.Builder complete = request.toBuilder();
        CompleteMultipartUploadResponse completed = super.completeMultipartUpload(
                complete.multipartUpload(all -> all.parts(parts)).build());
        uploads.remove(request.uploadId());
        return completed;
    }

    @Override
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
        uploads.remove(request.uploadId());
        return super.abortMultipartUpload(request);
    }
}
