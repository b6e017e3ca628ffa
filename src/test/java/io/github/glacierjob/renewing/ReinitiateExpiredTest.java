package io.github.glacierjob.renewing;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.repository.FileProgressRepository;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.Tier;
import io.github.glacierjob.testkit.Glacier;
import java.io.File;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** Tests {@code reinitiateExpired}: expired outputs continue with another job. */
class ReinitiateExpiredTest extends AbstractExpiryTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, CHUNKS - 1})
    void anOutputThatExpiresInTheMiddleContinuesAtTheMissingChunkAfterOnePayment(int chunk) throws Exception {
        retrieve();
        expireAt(chunk);
        start("");
        awaitPayment();
        String second = newJob();
        reports.awaitPolls();
        assertThat(chunks()).isEqualTo(upTo(chunk));

        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
        assertThat(rangesOf(second))
                .hasSize(CHUNKS - chunk)
                .first()
                .isEqualTo("bytes=" + (long) chunk * MIB + "-" + ((chunk + 1L) * MIB - 1));
        assertThat(messages.get(CHUNKS - 1)
                        .getHeader(GlacierJobConstants.DETAILS, GlacierJobDescription.class)
                        .jobId())
                .isEqualTo(second);
        assertThat(messages.get(CHUNKS - 1).getHeader(GlacierJobConstants.PROOF))
                .hasToString("whole");
        assertThat(reports.reports).isEmpty();
    }

    @Test
    void theNewJobHasTheSameParameters() throws Exception {
        archive = glacier.simulator.addArchive("photos", CONTENT, "holiday");
        job = glacier.simulator.addArchiveJob("photos", archive, "for the album", "2097152-4194303", Tier.BULK);
        glacier.simulator.completeJob(job);
        expireAt(1);
        start("");
        await().atMost(SOON).until(() -> requests(Operation.INITIATE_JOB) == 1);

        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB).get(0).body())
                .contains(archive, "for the album", "2097152-4194303", "Bulk", "archive-retrieval");
    }

    @Test
    void aStartAfterTheOutputExpiredContinuesWhereTheStopWas() throws Exception {
        retrieve();
        consumeHalfAndComeBackTooLate();
        start("&concurrentJobs=2");
        awaitPayment();
        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
        assertThat(rangesOf(newJob())).hasSize(CHUNKS / 2);
    }

    @Test
    void aFileRepositoryIsEnoughForAStartAfterTheOutputExpired() throws Exception {
        retrieve();
        failingChunk = 3;
        startOnFile();
        reports.awaitReport();
        glacier.restart();
        failingChunk = -1;
        clock.advance(Duration.ofHours(25));
        startOnFile();
        await().atMost(SOON).until(() -> requests(Operation.INITIATE_JOB) > 0);
        reports.awaitPolls();
        glacier.restart();
        clock.advance(RETRIEVAL);
        startOnFile();
        awaitChunks(CHUNKS);
        reports.awaitPolls();

        assertThat(chunks()).isEqualTo(upTo(CHUNKS));
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
    }

    private void startOnFile() throws Exception {
        glacier.context.getRegistry().bind("file", new FileProgressRepository(directory.resolve("progress")));
        glacier.context.getRegistry().bind("reports", reports);
        glacier.context.getRegistry().bind("clock", clock);
        String uri = glacier.consumerUri("reinitiateExpired=true&chunkSize=1048576&" + Glacier.ONE_AT_A_TIME
                + "&progressRepository=#file&exceptionHandler=#reports&clock=#clock");
        glacier.route(uri, this::take);
    }

    @Test
    void aFileContinuesAtItsMissingRangesUnderItsOldName() throws Exception {
        retrieve();
        expireAt(4);
        start(glacier.context, "outputMode=file&workDirectory=" + directory);
        reports.awaitReport();
        clock.advance(Duration.ofHours(25));
        awaitPayment();
        String second = newJob();
        clock.advance(RETRIEVAL);
        awaitChunks(1);
        await().atMost(SOON).until(() -> progress.begun() == 0);
        reports.awaitPolls();

        assertThat(messages).singleElement().satisfies(message -> {
            assertThat(message.getBody(File.class)).hasName(job).hasBinaryContent(CONTENT.expected(0, CHUNKS * MIB));
            assertThat(message.getHeader(GlacierJobConstants.ID)).isEqualTo(job);
        });
        assertThat(rangesOf(second)).hasSize(CHUNKS - 4);
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void anOutputWithAnotherHashIsNotCombinedWithTheFirst() throws Exception {
        retrieve();
        expireAt(3);
        start("");
        awaitPayment();
        String second = newJob();
        glacier.simulator.spoilTreeHash(second);
        clock.advance(RETRIEVAL);
        reports.awaitReport();

        List<Message> ofFirst = new ArrayList<>(messages);
        ofFirst.removeIf(message -> !job.equals(message.getHeader(GlacierJobConstants.ID)));
        assertThat(ofFirst).hasSize(3);
        assertThat(rangesOf(second)).first().isEqualTo("bytes=0-" + (MIB - 1));
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
    }

    @Test
    void aReplacementJobThatExpiresIsReplacedToo() throws Exception {
        retrieve();
        expireAt(2);
        start("&maxReinitiations=2");
        awaitPayment();
        expireAt(4, newJob());
        clock.advance(RETRIEVAL);
        await().atMost(SOON).until(() -> requests(Operation.INITIATE_JOB) == 2);
        await().atMost(SOON).until(() -> progress.states.values().stream()
                .anyMatch(line -> line.contains("\t" + newJob() + "\tfalse\t")));
        clock.advance(RETRIEVAL);
        awaitChunks(CHUNKS);
        reports.awaitPolls();

        assertThat(chunks()).isEqualTo(upTo(CHUNKS));
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(2);
    }

    @Test
    void theMemoryRepositoriesAreEnoughAsLongAsTheProcessLives() throws Exception {
        retrieve();
        expireAt(3);
        glacier.context.getRegistry().bind("reports", reports);
        glacier.context.getRegistry().bind("clock", clock);
        String uri = glacier.consumerUri("reinitiateExpired=true&chunkSize=1048576&" + Glacier.ONE_AT_A_TIME
                + "&exceptionHandler=#reports&clock=#clock");
        glacier.route(uri, this::take);
        await().atMost(SOON).until(() -> requests(Operation.INITIATE_JOB) > 0);
        reports.awaitPolls();
        clock.advance(RETRIEVAL);
        awaitChunks(CHUNKS);
        reports.awaitPolls();

        assertThat(chunks()).isEqualTo(upTo(CHUNKS));
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
    }

    @Test
    void descriptorsContinueWithTheNewJob() throws Exception {
        retrieve();
        failingChunk = 3;
        start(glacier.context, "outputMode=ranges");
        reports.awaitReport();
        glacier.restart();
        failingChunk = -1;
        clock.advance(Duration.ofHours(25));
        start(glacier.context, "outputMode=ranges");
        awaitPayment();
        String second = newJob();
        clock.advance(RETRIEVAL);
        awaitChunks(CHUNKS);

        assertThat(chunks()).isEqualTo(upTo(CHUNKS));
        assertThat(messages.get(2).getBody(String.class)).contains(job);
        assertThat(messages.get(3).getBody(String.class)).contains(second);
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
    }

    @Test
    void theOptionJobIdFollowsTheNewJobToo() throws Exception {
        retrieve();
        expireAt(3);
        start("&jobId=" + job);
        awaitPayment();
        clock.advance(RETRIEVAL);
        awaitChunks(CHUNKS);
        await().atMost(SOON).until(() -> progress.begun() == 0);

        assertThat(chunks()).isEqualTo(upTo(CHUNKS));
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
    }
}
