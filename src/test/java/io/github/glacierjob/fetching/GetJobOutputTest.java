package io.github.glacierjob.fetching;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.consuming.ChunkConsumerTest;
import io.github.glacierjob.internal.message.OutputStreamCache;
import io.github.glacierjob.job.JobFailedException;
import io.github.glacierjob.job.JobNotReadyException;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.Tier;
import io.github.glacierjob.testkit.Glacier;
import java.io.InputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glacier.model.GetJobOutputRequest;

@Tag("core")
class GetJobOutputTest {

    private static final Content CONTENT = Content.seeded(11, 5L * MIB + 7);

    private final Glacier glacier =
            new Glacier(GlacierSimulator.builder().archiveJobDuration(Tier.BULK, Duration.ofHours(12)));

    @AfterEach
    void close() {
        glacier.close();
    }

    private String job() {
        return glacier.simulator.addArchiveJob(
                "photos", glacier.simulator.addArchive("photos", CONTENT, "five \"mega\" bytes"));
    }

    private Exchange output(String options, Object body) {
        return glacier.request(glacier.uri("operation=getJobOutput&chunkSize=1048576&" + options), e -> e.getMessage()
                .setBody(body));
    }

    private static byte[] bytes(Exchange exchange) throws Exception {
        assertThat(exchange.getException()).isNull();
        try (InputStream in = exchange.getMessage().getBody(InputStream.class)) {
            return in.readAllBytes();
        }
    }

    @Test
    void theWholeOutputIsOneVerifiedStreamOfKnownLength() throws Exception {
        Exchange answer = output("jobId=" + job(), null);

        assertThat(answer.getMessage().getBody()).isInstanceOf(StreamCache.class);
        assertThat(answer.getMessage().getBody(StreamCache.class).length()).isEqualTo(5L * MIB + 7);
        assertThat(bytes(answer)).isEqualTo(CONTENT.expected(0, 5 * MIB + 7));
        assertThat(answer.getMessage().getHeaders())
                .containsEntry("CamelGlacierJobProof", "whole")
                .containsEntry(
                        "CamelGlacierJobChecksum", answer.getMessage().getHeader("CamelGlacierJobSha256TreeHash"))
                .containsEntry("CamelGlacierJobOutputSizeInBytes", 5L * MIB + 7)
                .doesNotContainKeys("CamelGlacierJobHttpStatus", "CamelGlacierJobContentRange");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-0", "0-1048575", "1048576-2097151", "5-9", "1048570-3145730", "5242880-5242886"})
    void theRequestedRangeOfTheOutputIsDelivered(String range) throws Exception {
        String[] ends = range.split("-");
        int start = Integer.parseInt(ends[0]);
        int end = Integer.parseInt(ends[1]);

        Exchange answer = output("jobId=" + job() + "&range=bytes=" + range, null);

        assertThat(bytes(answer)).isEqualTo(CONTENT.expected(start, end - start + 1));
    }

    @Test
    void aSingleRequestShowsItsStatusAndContentRange() throws Exception {
        Exchange answer = output("jobId=" + job() + "&range=bytes=1048576-2097151", null);

        assertThat(answer.getMessage().getHeaders())
                .containsEntry("CamelGlacierJobHttpStatus", 206)
                .containsEntry("CamelGlacierJobContentRange", "bytes 1048576-2097151/5242887")
                .containsEntry("CamelGlacierJobProof", "range")
                .containsKey("CamelGlacierJobChecksum");
    }

    @Test
    void theRangeInAnSdkRequestWinsOverTheHeader() throws Exception {
        String job = job();
        Exchange answer = glacier.request(glacier.uri("operation=getJobOutput"), e -> {
            e.getMessage().setHeader(GlacierJobConstants.RANGE, "bytes=0-1");
            e.getMessage()
                    .setBody(GetJobOutputRequest.builder()
                            .jobId(job)
                            .range("bytes=2-4")
                            .build());
        });

        assertThat(bytes(answer)).isEqualTo(CONTENT.expected(2, 3));
    }

    @Test
    void aNotificationNamesTheJob() throws Exception {
        job();
        String archive = glacier.simulator.addArchive("photos", CONTENT, "");
        glacier.simulator.clearNotifications();
        try (var template = newTemplate()) {
            template.requestBodyAndHeader(
                    glacier.uri("operation=initiateJob&jobType=archive-retrieval&archiveId=" + archive
                            + "&snsTopic=arn:aws:sns:us-east-1:111122223333:done"),
                    null,
                    "a",
                    "b");
        }
        String envelope = glacier.simulator.notifications().get(0).envelope();

        assertThat(bytes(output("maxRetries=1", envelope))).hasSize(5 * MIB + 7);
    }

    private org.apache.camel.ProducerTemplate newTemplate() {
        glacier.context.start();
        return glacier.context.createProducerTemplate();
    }

    @Test
    void aStreamCanBeReadAgainAndCopied() throws Exception {
        Exchange answer = output("jobId=" + job(), null);
        StreamCache stream = answer.getMessage().getBody(StreamCache.class);
        InputStream in = (InputStream) stream;
        assertThat(in.readNBytes(3 * MIB)).hasSize(3 * MIB);

        StreamCache copy = stream.copy(answer);
        stream.reset();
        assertThat(in.readAllBytes()).isEqualTo(CONTENT.expected(0, 5 * MIB + 7));
        assertThat(((InputStream) copy).readAllBytes()).isEqualTo(CONTENT.expected(0, 5 * MIB + 7));
    }

    @Test
    void aClosedStreamCanStillBeReset() throws Exception {
        Exchange answer = output("jobId=" + job(), null);
        StreamCache stream = answer.getMessage().getBody(StreamCache.class);
        stream.reset();
        ((InputStream) stream).close();

        stream.reset();

        assertThat(((InputStream) stream).readAllBytes()).isEqualTo(CONTENT.expected(0, 5 * MIB + 7));
    }

    @Test
    void camelDoesNotCacheTheStream() throws Exception {
        String job = job();
        List<Object> bodies = new CopyOnWriteArrayList<>();
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to(glacier.uri("operation=getJobOutput&jobId=" + job))
                        .to("direct:next");
                from("direct:next")
                        .streamCache("true")
                        .process(e -> bodies.add(e.getMessage().getBody()));
            }
        });
        try (var template = newTemplate()) {
            template.sendBody("direct:in", null);
        }
        assertThat(bodies.get(0)).isInstanceOf(OutputStreamCache.class);
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(1);
    }

    @Test
    void aSplitGivesOneMessageForEachChunkWithTheHeadersOfTheRequest() throws Exception {
        String job = job();
        List<Message> parts = new CopyOnWriteArrayList<>();
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to(glacier.uri("operation=getJobOutput&outputMode=chunks&chunkSize=1048576"))
                        .split(body())
                        .streaming()
                        .stopOnException()
                        .process(e -> parts.add(e.getMessage().copy()));
            }
        });
        try (var template = newTemplate()) {
            template.send("direct:in", e -> {
                e.getMessage().setHeader(GlacierJobConstants.ID, job);
                e.getMessage().setHeader("tenant", "blue");
            });
        }
        assertThat(ChunkConsumerTest.joined(parts)).isEqualTo(CONTENT.expected(0, 5 * MIB + 7));
        assertThat(parts).hasSize(6).allSatisfy(part -> assertThat(part.getHeader("tenant"))
                .isEqualTo("blue"));
        assertThat(parts.get(5).getHeader(GlacierJobConstants.CHUNK_LAST)).isEqualTo(true);
    }

    @Test
    void onlyTheFirstRangeIsFetchedBeforeTheFirstChunkIsTaken() throws Exception {
        Exchange answer = output("outputMode=chunks&jobId=" + job(), null);
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(1);

        Iterator<?> parts = answer.getMessage().getBody(Iterator.class);
        assertThat(((Message) parts.next()).getHeader(GlacierJobConstants.CHUNK_INDEX))
                .isEqualTo(0);
    }

    @Test
    void withOutputModeNoneNothingIsDownloaded() {
        Exchange answer = output("outputMode=none&jobId=" + job(), null);

        assertThat(answer.getMessage().getBody().getClass().getSimpleName()).isEqualTo("GlacierJobDescription");
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).isEmpty();
    }

    @Test
    void aJobInProgressIsAnErrorThatItIsNotReady() {
        String archive = glacier.simulator.addArchive("photos", CONTENT, "");
        String job = glacier.simulator.addArchiveJob("photos", archive, "slow", null, Tier.BULK);

        assertThat(output("jobId=" + job, null).getException())
                .isInstanceOf(JobNotReadyException.class)
                .hasMessageContaining(job)
                .hasMessageContaining("InProgress");
    }

    @Test
    void anExpiredJobIsAnErrorThatTheOutputIsGone() {
        String job = job();
        glacier.simulator.expireJob(job);

        assertThat(output("jobId=" + job, null).getException())
                .isInstanceOf(JobOutputExpiredException.class)
                .hasMessageContaining("photos")
                .hasMessageContaining(job);
    }

    @Test
    void aFailedJobHasNoOutput() {
        String job = job();
        glacier.simulator.failJob(job, "The archive was deleted");

        assertThat(output("jobId=" + job, null).getException())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("The archive was deleted");
    }

    @Test
    void aRangeBeyondTheOutputIsRefusedWithItsSize() {
        assertThat(output("jobId=" + job() + "&range=bytes=9000000-9000001", null)
                        .getException())
                .hasMessageContaining("5242887 bytes");
    }
}
