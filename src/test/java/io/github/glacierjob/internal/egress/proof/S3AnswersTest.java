package io.github.glacierjob.internal.egress.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.proof.SinkAnswer;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.StoredObject;

/** What an upload leaves in the message, and what a look at the object afterwards adds. */
class S3AnswersTest {

    private static final String TAG = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_TAG = "fedcba9876543210fedcba9876543210";

    /** An upload with an ETag, and then a look at the object. */
    private static List<SinkAnswer> answers(String tag, Map<String, String> seen) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setHeader("CamelAwsS3ETag", "\"" + tag + "\"");
            exchange.getMessage().setBody(new StoredObject(seen));
            return S3Answers.read(exchange);
        }
    }

    @Test
    void aLookAtTheUploadedObjectIsTheOnlyAnswerAboutIt() throws Exception {
        List<SinkAnswer> answers = answers(TAG, Map.of("ETag", '"' + TAG + '"', "ChecksumCRC32C", "4waSgw=="));

        assertThat(answers).singleElement().satisfies(answer -> assertThat(answer.digests())
                .containsOnlyKeys(DigestAlgorithm.MD5, DigestAlgorithm.CRC32C));
    }

    @Test
    void aLookAtAnotherObjectDoesNotHideTheTagOfTheUpload() throws Exception {
        List<SinkAnswer> answers = answers(TAG, Map.of("ETag", '"' + OTHER_TAG + '"', "ChecksumCRC32C", "4waSgw=="));

        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).digests()).containsOnlyKeys(DigestAlgorithm.MD5);
        assertThat(answers.get(1).digests()).containsOnlyKeys(DigestAlgorithm.MD5, DigestAlgorithm.CRC32C);
    }

    @Test
    void aLookThatReturnsNoTagDoesNotHideTheTagOfTheUpload() throws Exception {
        assertThat(answers(TAG, Map.of("ChecksumCRC32C", "4waSgw=="))).hasSize(2);
    }
}
