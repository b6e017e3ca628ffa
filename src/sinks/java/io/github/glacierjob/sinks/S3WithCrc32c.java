package io.github.glacierjob.sinks;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * A client whose uploads carry a CRC32C instead of the SDK's default, a CRC32. S3 checks it, stores it with the object, and returns it
 * for {@code headObject}.
 */
public final class S3WithCrc32c extends DelegatingS3Client {

    /** Sends all requests with another client, which is closed with this one. */
    public S3WithCrc32c(S3Client client) {
        super(client);
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        return super.putObject(
                request.toBuilder().checksumAlgorithm(ChecksumAlgorithm.CRC32_C).build(), body);
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        return super.headObject(
                request.toBuilder().checksumMode(ChecksumMode.ENABLED).build());
    }
}
