package io.github.glacierjob;

import static io.github.glacierjob.Glacier.MIB;
import static io.github.glacierjob.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.job.ServiceJson;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** getJobOutput of a descriptor: exactly the range that it names, from whichever node, or an error. */
@Tag("core")
class DescribedRangeTest {

    private static final Content CONTENT = Content.seeded(21, 9L * MIB + 7);

    @TempDir
    Path directory;

    private final Glacier glacier = new Glacier();
    private String archive;
    private String job;

    @BeforeEach
    void completedJob() {
        archive = glacier.simulator.addArchive("photos", CONTENT, "nine");
        job = glacier.simulator.addArchiveJob("photos", archive);
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    /** The three descriptors of the job. */
    private List<String> descriptors() {
        Exchange answer = output("outputMode=ranges&chunkSize=4194304&jobId=" + job, null);
        Iterator<?> messages = answer.getMessage().getBody(Iterator.class);
        List<String> descriptors = new ArrayList<>();
        messages.forEachRemaining(message -> descriptors.add(((Message) message).getBody(String.class)));
        glacier.simulator.clearRequests();
        return descriptors;
    }

    private Map<String, Object> fields(int index) throws Exception {
        return ServiceJson.parse("descriptor", descriptors().get(index));
    }

    private Exchange output(String options, Object body) {
        return output("photos", options, body);
    }

    private Exchange output(String vault, String options, Object body) {
        String separator = options.isEmpty() ? "" : "&";
        return glacier.request(
                glacier.uri(vault, "operation=getJobOutput" + separator + options),
                exchange -> exchange.getMessage().setBody(body));
    }

    private static void assertSecondChunk(Exchange answer) {
        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isInstanceOf(byte[].class);
        assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(CONTENT.expected(4L * MIB, 4L * MIB));
    }

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
    void theChunkIsTheDescriptorsWhateverTheOptionsOfThisNode(String options) throws Exception {
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
    void aDescriptorInBytesThatAreAsManyAsItsChunkHasIsReadAllTheSame() throws Exception {
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
    void asAStreamItIsTheRangeAndKnowsItsLength() throws Exception {
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
    void asAFileEachRangeHasItsOwn() throws Exception {
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
    void withOutputModeNoneItIsTheDescriptionOfItsJob() throws Exception {
        Exchange answer = output("outputMode=none", descriptors().get(1));

        assertThat(answer.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(job);
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).isEmpty();
    }

    @Test
    void theOnlyRangeOfAnOutputIsProvedWhole() throws Exception {
        String small = glacier.simulator.addArchive("photos", Content.of("small"), "");
        String smallJob = glacier.simulator.addArchiveJob("photos", small);
        Map<String, Object> fields = fields(0);
        fields.putAll(Map.of("jobId", smallJob, "archiveId", small, "count", 1, "end", 4, "outputSize", 5));
        fields.put("treeHash", glacier.simulator.treeHash(small));

        Exchange answer = output("", fields);

        assertThat(answer.getMessage().getBody(String.class)).isEqualTo("small");
        assertThat(answer.getMessage().getHeader("CamelGlacierJobProof")).isEqualTo("whole");
    }

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
    void aDescriptorOfAnotherOutputThanItsJobsGivesNothing(String field, String value, String message)
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
    void aDescriptorOfAnOutputOfAnotherSizeGivesNothing() throws Exception {
        Map<String, Object> fields = fields(1);
        fields.put("outputSize", 9L * MIB + 8);

        assertThat(output("", fields).getException())
                .isInstanceOf(JobOutputException.class)
                .hasMessageContaining("expected outputSize 9437192 as in the descriptor, the job has 9437191");
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
                .hasMessageContaining("is another vault than music in us-east-1; anyVault=true lets");
        assertThat(glacier.simulator.requests()).isEmpty();
        assertSecondChunk(output("music", "anyVault=true", descriptor));
    }

    @Test
    void aDescriptorOfAnotherRegionIsRefusedAlways() throws Exception {
        Map<String, Object> fields = fields(1);
        fields.put("vaultArn", "arn:aws:glacier:eu-west-1:" + glacier.simulator.accountId() + ":vaults/photos");

        assertThat(output("anyVault=true", fields).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in eu-west-1' is another vault than photos in us-east-1");
    }

    @Test
    void aRangeBesideOutputModeRangesIsRefused() {
        assertThat(output("outputMode=ranges&range=bytes=0-1&jobId=" + job, null)
                        .getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("range: 'bytes=0-1' must not be given with outputMode=ranges");
    }

    @Test
    void aProducerGivesDescriptorsToBeSplit() throws Exception {
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

    @ParameterizedTest
    @ValueSource(strings = {"describeJob", "getJobOutput"})
    void aJobThatIsGoneIsReplacedByTheNewestWithTheSameOutput(String goneAt) throws Exception {
        String descriptor = descriptors().get(1);
        glacier.simulator.clock().advance(Duration.ofHours(1));
        String older = glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.clock().advance(Duration.ofHours(1));
        String newest = glacier.simulator.addArchiveJob("photos", archive, "again", "0-" + (CONTENT.size() - 1));
        glacier.simulator.clock().advance(Duration.ofHours(1));
        glacier.simulator.addArchiveJob("photos", archive, "a part", "0-4194303");
        glacier.simulator.addArchiveJob(
                "photos", glacier.simulator.addArchive("photos", CONTENT, "the same bytes, but another archive"));
        gone(goneAt);

        Exchange answer = output("", descriptor);

        assertSecondChunk(answer);
        assertThat(answer.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(newest);
        assertThat(answer.getMessage().getHeader("CamelGlacierJobChunkIndex")).isEqualTo(1);
        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB)).isEmpty();
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT))
                .extracting(RecordedRequest::jobId)
                .contains(newest)
                .doesNotContain(older);
    }

    private void gone(String at) {
        if (at.equals("describeJob")) {
            glacier.simulator.expireJob(job);
        } else {
            glacier.simulator.inject(
                    Fault.expired().on(Operation.GET_JOB_OUTPUT).job(job));
        }
    }

    @Test
    void ifTheNewestIsGoneTooTheOneBeforeIsTaken() throws Exception {
        String descriptor = descriptors().get(1);
        String older = glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.clock().advance(Duration.ofHours(1));
        String newest = glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.expireJob(job);
        glacier.simulator.inject(Fault.expired().on(Operation.GET_JOB_OUTPUT).job(newest));

        Exchange answer = output("", descriptor);

        assertSecondChunk(answer);
        assertThat(answer.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(older);
    }

    @Test
    void ofARetrievedRangeTheSameRangeIsFound() throws Exception {
        glacier.simulator.expireJob(job);
        job = glacier.simulator.addArchiveJob("photos", archive, "part", "0-8388607");
        String descriptor = descriptors().get(1);
        glacier.simulator.addArchiveJob("photos", archive);
        String same = glacier.simulator.addArchiveJob("photos", archive, "part", "0-8388607");
        glacier.simulator.expireJob(job);

        Exchange answer = output("", descriptor);

        assertSecondChunk(answer);
        assertThat(answer.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(same);
    }

    @Test
    void ifNoJobHasTheOutputAnyMoreTheErrorSaysWhatWasLookedFor() throws Exception {
        String descriptor = descriptors().get(1);
        String failed = glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.failJob(failed, "no luck");
        glacier.simulator.expireJob(job);

        Exchange answer = output("", descriptor);

        assertThat(answer.getException())
                .isInstanceOf(JobOutputExpiredException.class)
                .hasMessageContaining("Vault photos, job " + job + ", bytes=4194304-8388607: ")
                .hasMessageContaining("another succeeded job of archive " + archive + " with an output of 9437191")
                .hasMessageContaining("there is none; initiate one");
        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB)).isEmpty();
    }

    @Test
    void anInventoryIsNeverReplacedByAnother() throws Exception {
        glacier.simulator.expireJob(job);
        Content document = Content.seeded(4, 2L * MIB);
        job = glacier.simulator.addInventoryJob("photos", "JSON", document);
        String descriptor = descriptors().get(0);
        assertThat(output("", descriptor).getMessage().getBody(byte[].class))
                .isEqualTo(document.expected(0, document.size()));
        glacier.simulator.addInventoryJob("photos", "JSON", document);
        glacier.simulator.expireJob(job);
        glacier.simulator.clearRequests();

        assertThat(output("", descriptor).getException())
                .isInstanceOf(JobOutputExpiredException.class)
                .hasMessageContaining(job);
        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).isEmpty();
    }

    @Test
    void aListThatMayNotBeReadFailsWithTheServicesAnswerAndWhyItWasAskedFor() throws Exception {
        String descriptor = descriptors().get(1);
        glacier.simulator.expireJob(job);
        glacier.simulator.inject(Fault.accessDenied().on(Operation.LIST_JOBS).always());

        assertThat(output("", descriptor).getException())
                .hasMessageContaining("not authorized")
                .satisfies(denied -> assertThat(denied.getSuppressed())
                        .hasOnlyElementsOfType(JobOutputExpiredException.class)
                        .hasSize(1));
    }

    @Test
    void initiateJobTakesItsArchiveAndNothingElse() throws Exception {
        String descriptor = descriptors().get(1);

        Exchange answer = glacier.request(
                glacier.uri("operation=initiateJob&jobType=archive-retrieval"),
                exchange -> exchange.getMessage().setBody(descriptor));

        assertThat(answer.getException()).isNull();
        assertThat(ServiceJson.parse(
                        "request",
                        glacier.simulator
                                .requests(Operation.INITIATE_JOB)
                                .get(0)
                                .body()))
                .containsOnly(Map.entry("Type", "archive-retrieval"), Map.entry("ArchiveId", archive));
    }

    @Test
    void aNewJobForADescriptorWhoseJobIsGoneMakesItGoodAgain() throws Exception {
        String descriptor = descriptors().get(2);
        glacier.simulator.expireJob(job);
        assertThat(output("", descriptor).getException()).isInstanceOf(JobOutputExpiredException.class);

        glacier.request(
                glacier.uri("operation=initiateJob&jobType=archive-retrieval"),
                exchange -> exchange.getMessage().setBody(descriptor));

        assertThat(output("", descriptor).getMessage().getBody(byte[].class))
                .isEqualTo(CONTENT.expected(8L * MIB, MIB + 7));
    }

    @Test
    void theFaultsOfARangesWorkerAreMetAsThoseOfAnyDownload() throws Exception {
        String descriptor = descriptors().get(1);
        glacier.simulator.inject(Fault.throttling().on(Operation.DESCRIBE_JOB));
        glacier.simulator.inject(Fault.throttling().on(Operation.GET_JOB_OUTPUT));
        glacier.simulator.inject(Fault.wrongChecksum());
        glacier.simulator.inject(Fault.resetBody(100_000));

        assertSecondChunk(output("", descriptor));
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(4);
    }
}
