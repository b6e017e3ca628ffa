package io.github.glacierjob.sinks;

import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import software.amazon.awssdk.services.s3.S3Client;

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
