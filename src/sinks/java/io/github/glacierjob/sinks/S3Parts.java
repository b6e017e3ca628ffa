package io.github.glacierjob.sinks;

import io.github.glacierjob.egress.GlacierEgressConstants;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/**
 * Makes each chunk a part of an object. Only S3 stores which parts were uploaded, so any start on any node can
 * continue. After each step the body is S3's answer about the stored part or the whole object.
 */
public final class S3Parts {

    private final S3Client s3;
    private final String bucket;

    /** Uploads into a bucket with a client that the caller closes. */
    public S3Parts(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /**
     * Uploads a chunk. If a crash happened between the completion of the object and the commit, the upload no longer
     * exists.
     */
    public void upload(Exchange exchange) {
        Message chunk = exchange.getMessage();
        String key = key(chunk);
        int number = chunk.getHeader(GlacierEgressConstants.PART_NUMBER, Integer.class);
        Optional<String> open = upload(key);
        if (open.isEmpty() && number > 1) {
            chunk.setBody(stored(key));
        } else {
            chunk.setBody(part(chunk, key, number, open.orElseGet(() -> begin(key))));
        }
    }

    /** Completes an object after its last part. */
    public void complete(Exchange exchange) {
        Message chunk = exchange.getMessage();
        String key = key(chunk);
        upload(key).ifPresent(upload -> complete(key, upload));
        String manifest = chunk.getHeader(GlacierEgressConstants.OBJECTS, String.class);
        if (manifest != null) {
            String name = chunk.getHeader(GlacierEgressConstants.NAME, String.class);
            s3.putObject(put -> put.bucket(bucket).key(name + ".objects.json"), RequestBody.fromString(manifest));
        }
        chunk.setBody(stored(key));
    }

    /** Whether a chunk is the last part of its object. */
    public static boolean isLast(Exchange exchange) {
        return exchange.getMessage().getHeader(GlacierEgressConstants.PART_LAST, Boolean.class);
    }

    /** The key of an object; several objects of an archive have numbers. */
    private static String key(Message chunk) {
        String name = chunk.getHeader(GlacierEgressConstants.NAME, String.class);
        return chunk.getHeader(GlacierEgressConstants.OBJECT_COUNT, Integer.class) == 1
                ? name
                : name + ".%04d".formatted(chunk.getHeader(GlacierEgressConstants.OBJECT_NUMBER, Integer.class));
    }

    private Optional<String> upload(String key) {
        return s3.listMultipartUploadsPaginator(list -> list.bucket(bucket).prefix(key)).uploads().stream()
                .filter(upload -> upload.key().equals(key))
                .map(MultipartUpload::uploadId)
                .findFirst();
    }

    private String begin(String key) {
        return s3.createMultipartUpload(create -> create.bucket(bucket).key(key))
                .uploadId();
    }

    /** S3 refuses a part whose MD5 differs from the header. */
    private Part part(Message chunk, String key, int number, String upload) {
        byte[] bytes = chunk.getBody(byte[].class);
        s3.uploadPart(
                part -> part.bucket(bucket)
                        .key(key)
                        .uploadId(upload)
                        .partNumber(number)
                        .contentMD5(chunk.getHeader(GlacierEgressConstants.MD5, String.class)),
                // RequestBody.fromBytes would make a copy.
                RequestBody.fromInputStream(new ByteArrayInputStream(bytes), bytes.length));
        return s3
                .listParts(list -> list.bucket(bucket)
                        .key(key)
                        .uploadId(upload)
                        .partNumberMarker(number - 1)
                        .maxParts(1))
                .parts()
                .stream()
                .filter(part -> part.partNumber() == number)
                .findFirst()
                .orElseThrow();
    }

    private void complete(String key, String upload) {
        List<CompletedPart> parts =
                s3.listPartsPaginator(list -> list.bucket(bucket).key(key).uploadId(upload)).parts().stream()
                        .map(part -> CompletedPart.builder()
                                .partNumber(part.partNumber())
                                .eTag(part.eTag())
                                .build())
                        .toList();
        s3.completeMultipartUpload(
                all -> all.bucket(bucket).key(key).uploadId(upload).multipartUpload(ended -> ended.parts(parts)));
    }

    private HeadObjectResponse stored(String key) {
        return s3.headObject(head -> head.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
    }
}
