package io.github.glacierjob.fetching;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A descriptor that is wrong, or that describes another output, is refused. */
@Tag("core")
class DescribedRangeRefusedTest extends AbstractDescribedRangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "archiveId | other | expected archiveId other as in the descriptor, the job has ",
                "archiveId | | expected archiveId none as in the descriptor, the job has ",
                "treeHash | 0000000000000000000000000000000000000000000000000000000000000000 | expected treeHash 0000",
                "treeHash | | expected treeHash none as in the descriptor, the job has ",
                "vaultArn | arn:aws:glacier:us-east-1:999900001111:vaults/photos | expected vaultArn arn:aws:glacier"
            })
    void aDescriptorThatDoesNotFitTheOutputOfItsJobIsRefused(String field, String value, String message)
            throws Exception {
        Map<String, Object> fields = fields(1);
        fields.put(field, value);

        assertThat(output("", fields).getException())
                .isInstanceOf(JobOutputException.class)
                .hasMessageContaining("Vault photos, job " + job + ", bytes=4194304-8388607: ")
                .hasMessageContaining(message);
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).isEmpty();
    }

    @Test
    void aDescriptorOfAnOutputOfAnotherSizeIsRefused() throws Exception {
        Map<String, Object> fields = fields(1);
        fields.put("outputSize", 9L * MIB + 8);

        assertThat(output("", fields).getException())
                .isInstanceOf(JobOutputException.class)
                .hasMessageContaining("expected outputSize 9437192 as in the descriptor, the job has 9437191");
    }

    /** The range would need more memory than the options allow. */
    @Test
    void aRangeThatIsTooLongForTheMemoryIsRefusedAsAChunkAndServedAsAStream() throws Exception {
        Content large = Content.seeded(5, 64L * MIB);
        String largeArchive = glacier.simulator.addArchive("photos", large, "");
        job = glacier.simulator.addArchiveJob("photos", largeArchive);
        Exchange answer = output("outputMode=ranges&chunkSize=67108864&jobId=" + job, null);
        Message only = (Message) answer.getMessage().getBody(Iterator.class).next();
        String descriptor = only.getBody(String.class);
        glacier.simulator.clearRequests();

        assertThat(output("chunkSize=1048576&parallelism=4", descriptor).getException())
                .isInstanceOf(JobOutputException.class)
                .hasMessageContaining("bytes=0-67108863: expected at most 5242880 bytes")
                .hasMessageContaining("got 67108864; raise chunkSize")
                .hasMessageContaining("(67108864)");
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).isEmpty();

        Exchange streamed = output("outputMode=stream&chunkSize=1048576&parallelism=1", descriptor);
        assertThat(streamed.getException()).isNull();
        try (InputStream stream = streamed.getMessage().getBody(InputStream.class)) {
            assertThat(stream.readNBytes(1000)).isEqualTo(large.expected(0, 1000));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "outputMode=stream", "outputMode=none"})
    void aBadDescriptorIsRefusedBeforeAnyRequest(String options) throws Exception {
        Map<String, Object> fields = fields(1);
        fields.put("end", 5);

        assertThat(output(options, fields).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("body: end: '5' must be a whole number from 4194303");
        assertThat(glacier.simulator.requests()).isEmpty();
    }

    @Test
    void aDescriptorOfAnotherVaultIsRefusedUnlessAnyVaultIsServed() throws Exception {
        glacier.simulator.createVault("music");
        String descriptor = descriptors().get(1);

        assertThat(output("music", "", descriptor).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is another vault than music in us-east-1; anyVault=true accepts");
        assertThat(glacier.simulator.requests()).isEmpty();
        assertSecondChunk(output("music", "anyVault=true", descriptor));
    }

    @Test
    void aDescriptorOfAnotherRegionIsAlwaysRefused() throws Exception {
        Map<String, Object> fields = fields(1);
        fields.put("vaultArn", "arn:aws:glacier:eu-west-1:" + glacier.simulator.accountId() + ":vaults/photos");

        assertThat(output("anyVault=true", fields).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in eu-west-1' is another vault than photos in us-east-1");
    }

    @Test
    void aRangeWithOutputModeRangesIsRefused() {
        assertThat(output("outputMode=ranges&range=bytes=0-1&jobId=" + job, null)
                        .getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("range: 'bytes=0-1' must not be given with outputMode=ranges");
    }
}
