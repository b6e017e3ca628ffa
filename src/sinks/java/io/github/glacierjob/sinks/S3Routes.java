package io.github.glacierjob.sinks;

import java.io.InputStream;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/** The routes of the manual into S3: the options of the server are those of the component. */
final class S3Routes {

    private S3Routes() {}

    /** A stream, uploaded in parts of one size, and asked for afterwards. */
    static final class Streamed extends RouteBuilder {

        @Override
        public void configure() {
            from("glacier-egress:photos?digests=MD5&partSize=5242880")
                    .setHeader("CamelAwsS3Key", header("CamelGlacierEgressName"))
                    .to("aws2-s3:archive?multiPartUpload=true&partSize=5242880")
                    .to("aws2-s3:archive?operation=headObject")
                    .to("glacier-egress:photos?operation=prove");
        }
    }

    /** A stream, uploaded in one request, and asked for afterwards. */
    static final class Whole extends RouteBuilder {

        @Override
        public void configure() {
            from("glacier-egress:photos?digests=MD5")
                    .setHeader("CamelAwsS3Key", header("CamelGlacierEgressName"))
                    .to("aws2-s3:archive")
                    .to("aws2-s3:archive?operation=headObject")
                    .to("glacier-egress:photos?operation=prove");
        }
    }

    /** {@link Whole} with the checksum that S3 itself compares and stores. */
    static final class WholeWithCrc32c extends RouteBuilder {

        private final S3Client client;

        WholeWithCrc32c(S3Client client) {
            this.client = client;
        }

        @Override
        public void configure() {
            getContext().getRegistry().bind("s3", new S3WithCrc32c(client));
            from("glacier-egress:photos?digests=CRC32C")
                    .setHeader("CamelAwsS3Key", header("CamelGlacierEgressName"))
                    .to("aws2-s3:archive?amazonS3Client=#s3")
                    .to("aws2-s3:archive?amazonS3Client=#s3&operation=headObject")
                    .to("glacier-egress:photos?operation=prove");
        }
    }

    /** {@link Streamed} with the checksum that S3 itself compares and stores for each part. */
    static final class StreamedWithCrc32c extends RouteBuilder {

        private final S3Client client;

        StreamedWithCrc32c(S3Client client) {
            this.client = client;
        }

        @Override
        public void configure() {
            getContext().getRegistry().bind("s3", new S3WithCrc32c(client));
            from("glacier-egress:photos?digests=CRC32C&partSize=5242880")
                    .setHeader("CamelAwsS3Key", header("CamelGlacierEgressName"))
                    .to("aws2-s3:archive?amazonS3Client=#s3&multiPartUpload=true&partSize=5242880")
                    .to("aws2-s3:archive?amazonS3Client=#s3&operation=headObject")
                    .to("glacier-egress:photos?operation=prove");
        }
    }

    /** A stream, uploaded in parts at the same time by a client of the SDK, and asked for afterwards. */
    static final class StreamedInParallel extends RouteBuilder {

        private final S3AsyncClient s3;

        /** By a client that has {@code multipartEnabled(true)}: it takes 8 MiB as a part, and holds four of them. */
        StreamedInParallel(S3AsyncClient s3) {
            this.s3 = s3;
        }

        @Override
        public void configure() {
            ExecutorService readers = getContext().getExecutorServiceManager().newCachedThreadPool(this, "Upload");
            from("glacier-egress:photos?digests=MD5&partSize=8388608")
                    .setHeader("CamelAwsS3Key", header("CamelGlacierEgressName"))
                    .process(exchange -> upload(exchange.getMessage(), readers))
                    .to("aws2-s3:archive?operation=headObject")
                    .to("glacier-egress:photos?operation=prove");
        }

        private void upload(Message archive, ExecutorService readers) {
            String key = archive.getHeader("CamelAwsS3Key", String.class);
            long size = archive.getHeader("CamelGlacierJobOutputSizeInBytes", Long.class);
            InputStream bytes = archive.getBody(InputStream.class);
            s3.putObject(put -> put.bucket("archive").key(key), AsyncRequestBody.fromInputStream(bytes, size, readers))
                    .join();
        }
    }

    /** {@link StreamedInParallel} with the checksum that S3 itself compares and stores for each part. */
    static final class StreamedInParallelWithCrc32c extends RouteBuilder {

        private final S3Client client;
        private final S3AsyncClient s3;

        StreamedInParallelWithCrc32c(S3Client client, S3AsyncClient s3) {
            this.client = client;
            this.s3 = s3;
        }

        @Override
        public void configure() {
            getContext().getRegistry().bind("s3", new S3WithCrc32c(client));
            ExecutorService readers = getContext().getExecutorServiceManager().newCachedThreadPool(this, "Upload");
            from("glacier-egress:photos?digests=CRC32C&partSize=8388608")
                    .setHeader("CamelAwsS3Key", header("CamelGlacierEgressName"))
                    .process(exchange -> upload(exchange.getMessage(), readers))
                    .to("aws2-s3:archive?amazonS3Client=#s3&operation=headObject")
                    .to("glacier-egress:photos?operation=prove");
        }

        private void upload(Message archive, ExecutorService readers) {
            String key = archive.getHeader("CamelAwsS3Key", String.class);
            long size = archive.getHeader("CamelGlacierJobOutputSizeInBytes", Long.class);
            InputStream bytes = archive.getBody(InputStream.class);
            s3.putObject(
                            put -> put.bucket("archive").key(key).checksumAlgorithm(ChecksumAlgorithm.CRC32_C),
                            AsyncRequestBody.fromInputStream(bytes, size, readers))
                    .join();
        }
    }

    /** Chunks that are parts: each one is proved, then the whole object. */
    static final class Parts extends RouteBuilder {

        private final S3Parts parts;
        private final String options;
        private final Processor beforeTheEnd;

        Parts(S3Client s3, String options, Processor beforeTheEnd) {
            this.parts = new S3Parts(s3, "archive");
            this.options = options;
            this.beforeTheEnd = beforeTheEnd;
        }

        @Override
        public void configure() {
            from("glacier-egress:photos?outputMode=chunks&digests=MD5,CRC64NVME&" + options)
                    .process(parts::upload)
                    .to("glacier-egress:photos?operation=prove")
                    .filter(S3Parts::isLast)
                    .process(beforeTheEnd)
                    .process(parts::complete)
                    .to("glacier-egress:photos?operation=prove");
        }
    }
}
