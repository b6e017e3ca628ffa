package io.github.glacierjob.fetching;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** getJobOutput fetches exactly the range of a descriptor, with any options of the node. */
@Tag("core")
class DescribedRangeTest extends AbstractDescribedRangeTest {

    @TempDir
    Path directory;

    @Test
    void aDescriptorBecomesItsVerifiedChunkWithOneRequest() throws Exception {
        Exchange answer = output("", descriptors().get(1));

        assertSecondChunk(answer);
        assertThat(answer.getMessage().getHeaders())
                .containsEntry("CamelGlacierJobId", job)
                .containsEntry("CamelGlacierJobArchiveId", archive)
                .containsEntry("CamelGlacierJobOutputSizeInBytes", CONTENT.size())
                .containsEntry("CamelGlacierJobChunkIndex", 1)
                .containsEntry("CamelGlacierJobChunkCount", 3)
                .containsEntry("CamelGlacierJobChunkStart", 4L * MIB)
                .containsEntry("CamelGlacierJobChunkEnd", 8L * MIB - 1)
                .containsEntry("CamelGlacierJobChunkSize", 4 * MIB)
                .containsEntry("CamelGlacierJobChunkLast", false)
                .containsEntry("CamelGlacierJobChunkTreeHash", CONTENT.treeHash(4L * MIB, 8L * MIB))
                .containsEntry("CamelGlacierJobProof", "range")
                .containsEntry("CamelGlacierJobHttpStatus", 206);
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(1);
        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "chunkSize=1048576", "outputMode=chunks", "outputMode=ranges", "range=bytes=0-1"})
    void theDescriptorDecidesTheChunkAndNotTheOptionsOfThisNode(String options) throws Exception {
        assertSecondChunk(output(options, descriptors().get(1)));
    }

    @Test
    void aDescriptorMayBeTextBytesAStreamOrAMap() throws Exception {
        String text = descriptors().get(1);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertSecondChunk(output("", bytes));
        assertSecondChunk(output("", new java.io.ByteArrayInputStream(bytes)));
        assertSecondChunk(output("", ServiceJson.parse("text", text)));
    }

    @Test
    void aDescriptorWhoseLengthEqualsTheChunkSizeIsRead() throws Exception {
        String text = descriptors().get(2);

        Exchange answer = glacier.request(glacier.uri("operation=getJobOutput"), exchange -> {
            exchange.getMessage().setBody(text.getBytes(StandardCharsets.UTF_8));
            exchange.getMessage().setHeader(GlacierJobConstants.ID, job);
            exchange.getMessage().setHeader(GlacierJobConstants.CHUNK_SIZE, text.length());
        });

        assertThat(answer.getMessage().getBody(byte[].class)).hasSize(MIB + 7);
        assertThat(answer.getMessage().getHeader("CamelGlacierJobChunkLast")).isEqualTo(true);
    }

    @Test
    void withOutputModeStreamADescriptorGivesAStreamOfKnownLength() throws Exception {
        Exchange answer =
                output("outputMode=stream&chunkSize=1048576", descriptors().get(1));

        StreamCache stream = answer.getMessage().getBody(StreamCache.class);
        assertThat(stream.length()).isEqualTo(4L * MIB);
        assertThat(((InputStream) stream).readAllBytes()).isEqualTo(CONTENT.expected(4L * MIB, 4L * MIB));
        assertThat(answer.getMessage().getHeaders())
                .containsEntry("CamelGlacierJobChunkIndex", 1)
                .containsEntry("CamelGlacierJobChunkStart", 4L * MIB);
    }

    @Test
    void withOutputModeFileEachRangeHasAFileOfItsOwn() throws Exception {
        List<String> descriptors = descriptors();
        String options = "outputMode=file&chunkSize=1048576&workDirectory=" + directory;
        for (int i = 0; i < 3; i++) {
            long start = i * 4L * MIB;
            long end = Math.min(start + 4L * MIB, CONTENT.size()) - 1;

            Message answer = output(options, descriptors.get(i)).getMessage();

            assertThat(answer.getBody(File.class)).hasName(job + "." + start + "-" + end);
            assertThat(answer.getBody(File.class)).hasBinaryContent(CONTENT.expected(start, end - start + 1));
            assertThat(answer.getHeaders())
                    .containsEntry("CamelFileName", job + "." + start + "-" + end)
                    .containsEntry("CamelGlacierJobChunkIndex", i);
        }
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void withOutputModeNoneADescriptorGivesTheDescriptionOfItsJob() throws Exception {
        Exchange answer = output("outputMode=none", descriptors().get(1));

        assertThat(answer.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(job);
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).isEmpty();
    }

    @Test
    void theOnlyRangeOfAnOutputIsVerifiedAsTheWholeOutput() throws Exception {
        String small = glacier.simulator.addArchive("photos", Content.of("small"), "");
        String smallJob = glacier.simulator.addArchiveJob("photos", small);
        Map<String, Object> fields = fields(0);
        fields.putAll(Map.of("jobId", smallJob, "archiveId", small, "count", 1, "end", 4, "outputSize", 5));
        fields.put("treeHash", glacier.simulator.treeHash(small));

        Exchange answer = output("", fields);

        assertThat(answer.getMessage().getBody(String.class)).isEqualTo("small");
        assertThat(answer.getMessage().getHeader("CamelGlacierJobProof")).isEqualTo("whole");
    }

    @Test
    void aProducerGivesDescriptorsForASplit() throws Exception {
        Exchange answer = glacier.request(
                glacier.uri("operation=getJobOutput&outputMode=ranges&chunkSize=4194304"),
                exchange -> exchange.getMessage().setHeaders(Map.of(GlacierJobConstants.ID, job, "tenant", "blue")));

        List<Message> consumed = glacier.consume("outputMode=ranges&chunkSize=4194304");
        await().atMost(SOON).until(() -> consumed.size() == 3);
        Iterator<?> messages = answer.getMessage().getBody(Iterator.class);
        for (Message descriptor : consumed) {
            Message message = (Message) messages.next();
            assertThat(message.getBody()).isEqualTo(descriptor.getBody());
            assertThat(message.getHeader("tenant")).isEqualTo("blue");
        }
        assertThat(messages.hasNext()).isFalse();
    }

    @Test
    void faultsOfASingleRangeAreHandledAsInAnyDownload() throws Exception {
        String descriptor = descriptors().get(1);
        glacier.simulator.inject(Fault.throttling().on(Operation.DESCRIBE_JOB));
        glacier.simulator.inject(Fault.throttling().on(Operation.GET_JOB_OUTPUT));
        glacier.simulator.inject(Fault.wrongChecksum());
        glacier.simulator.inject(Fault.resetBody(100_000));

        assertSecondChunk(output("", descriptor));
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(4);
    }
}
