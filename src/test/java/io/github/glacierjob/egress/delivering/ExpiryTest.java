package io.github.glacierjob.egress.delivering;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An output that expires before its archive is delivered continues with the job of its extension. */
class ExpiryTest {

    private static final String ONE_BY_ONE = "concurrentJobs=1&chunkSize=1048576&parallelism=1&maxConnections=3";

    @TempDir
    private Path directory;

    private ReadyVault vault;
    private final Sink sink = new Sink();

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private void next(String archive, String job) throws Exception {
        vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET NEXT_JOB_ID = ? WHERE ARCHIVE_ID = ?", job, archive);
    }

    /** The job disappears after this number of ranges of its archive. */
    private void expire(String archive, int after) throws Exception {
        vault.glacier.simulator.inject(Fault.expired()
                .on(Operation.GET_JOB_OUTPUT)
                .job(vault.column(archive, "JOB_ID"))
                .after(after));
    }

    /** Four archives that expire in the middle, each with a complete next job. */
    private List<String> expiring(int afterRanges) throws Exception {
        List<String> archives = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String archive = vault.ready(i, 10 * MIB);
            archives.add(archive);
            next(archive, vault.job(archive));
            expire(archive, afterRanges);
        }
        return archives;
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "file", "chunks"})
    void theNextJobContinuesInTheMiddleAndNoRangeIsFetchedTwice(String mode) throws Exception {
        boolean file = mode.equals("file");
        List<String> archives = expiring(file ? 2 : 6);
        String first = vault.column(archives.get(0), "JOB_ID");
        String second = vault.column(archives.get(0), "NEXT_JOB_ID");

        String options = ONE_BY_ONE + "&outputMode=" + mode + (file ? "&workDirectory=" + directory : "");
        vault.route(vault.uri(options), sink);
        vault.awaitState("DELIVERED", archives.toArray(String[]::new));

        for (int i = 0; i < 4; i++) {
            assertThat(sink.bytes("photo" + i))
                    .isEqualTo(vault.content(archives.get(i)).expected(0, 10 * MIB));
        }
        assertThat(sink.attempts("photo0")).isEqualTo(mode.equals("chunks") ? 10 : 1);
        assertThat(vault.fetched().stream()
                        .mapToLong(RecordedRequest::bytesSent)
                        .sum())
                .isBetween(4 * 10L * MIB, 4 * 11L * MIB);
        assertThat(vault.column(archives.get(0), "JOB_ID")).isEqualTo(second);
        assertThat(sink.messages)
                .filteredOn(message -> "photo0".equals(message.getHeader("CamelGlacierEgressName")))
                .extracting(message -> message.getHeader("CamelGlacierJobId"))
                .containsOnly(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "file", "chunks"})
    void oneNotFoundInTheMiddleCostsOneRequest(String mode) throws Exception {
        String archive = vault.ready(0, 10 * MIB);
        String job = vault.column(archive, "JOB_ID");
        next(archive, vault.job(archive));
        vault.glacier.simulator.inject(
                Fault.notFoundYet().on(Operation.GET_JOB_OUTPUT).job(job).after(2));

        vault.route(
                vault.uri(ONE_BY_ONE + "&outputMode=" + mode
                        + (mode.equals("file") ? "&workDirectory=" + directory : "")),
                sink);
        vault.awaitState("DELIVERED", archive);

        assertThat(sink.bytes("photo0")).isEqualTo(vault.content(archive).expected(0, 10 * MIB));
        assertThat(sink.attempts("photo0")).isEqualTo(mode.equals("chunks") ? 10 : 1);
        assertThat(vault.column(archive, "JOB_ID")).isEqualTo(job);
        List<RecordedRequest> fetched = vault.glacier.simulator.requests(Operation.GET_JOB_OUTPUT);
        assertThat(fetched).filteredOn(request -> request.status() == 404).hasSize(1);
        assertThat(fetched)
                .filteredOn(request -> request.status() != 404)
                .extracting(RecordedRequest::range)
                .doesNotHaveDuplicates();
    }

    @Test
    void aNextJobThatIsNotCompleteIsAwaited() throws Exception {
        String archive = vault.ready(1, 3 * MIB);
        String later = vault.glacier.simulator.addArchiveJob("photos", archive);
        next(archive, later);
        expire(archive, 1);

        vault.route(vault.uri(ONE_BY_ONE + "&outputMode=chunks"), sink);
        vault.awaitState("ORDERED", archive);

        assertThat(vault.column(archive, "JOB_ID")).isEqualTo(later);
        assertThat(vault.column(archive, "NEXT_JOB_ID")).isNull();
        assertThat(vault.column(archive, "LOOK_AT")).isNotNull();
        assertThat(vault.column(archive, "NODE")).isNull();
        assertThat(vault.column(archive, "PROGRESS")).isNotNull();
    }

    @Test
    void withoutANextJobTheArchiveIsListedAgain() throws Exception {
        String archive = vault.ready(2, 3 * MIB);
        vault.glacier.simulator.expireJob(vault.column(archive, "JOB_ID"));
        vault.glacier.simulator.clock().advance(Duration.ofHours(25));

        vault.route(vault.onTheClock(ONE_BY_ONE), sink);

        await().atMost(SOON).until(() -> vault.column(archive, "EXTENSIONS").equals("1"));
        assertThat(vault.column(archive, "FAILURES")).isEqualTo("0");
        assertThat(sink.attempts).isEmpty();
    }

    @Test
    void aJobThatIsUnknownWithinItsDayIsRequestedTwice() throws Exception {
        String archive = vault.ready(3, 3 * MIB);
        vault.glacier.simulator.expireJob(vault.column(archive, "JOB_ID"));

        vault.route(vault.onTheClock(ONE_BY_ONE), sink);
        await().atMost(SOON).until(() -> vault.column(archive, "TRY_AT") != null);
        assertThat(vault.state(archive)).isEqualTo("READY");

        vault.glacier.simulator.clock().advance(Duration.ofMinutes(2));
        await().atMost(SOON).until(() -> vault.column(archive, "EXTENSIONS").equals("1"));
    }

    @Test
    void aDoubtAboutAJobEndsWhenTheServiceDescribesIt() throws Exception {
        String archive = vault.ready(7, 10);
        InjectedFault gone = vault.glacier.simulator.inject(
                Fault.notFoundYet().on(Operation.GET_JOB_OUTPUT).always());
        Fault unknown = Fault.notFoundYet().on(Operation.DESCRIBE_JOB).always();
        InjectedFault first = vault.glacier.simulator.inject(unknown);
        vault.route(vault.onTheClock(ONE_BY_ONE), sink);
        awaitNextTry(archive, null);
        first.withdraw();
        tryAgain(archive);
        InjectedFault second = vault.glacier.simulator.inject(unknown);
        tryAgain(archive);
        second.withdraw();
        assertThat(vault.column(archive, "EXTENSIONS")).isEqualTo("0");

        gone.withdraw();
        vault.glacier.simulator.clock().advance(Duration.ofMinutes(20));
        vault.awaitState("DELIVERED", archive);
        assertThat(vault.column(archive, "EXTENSIONS")).isEqualTo("0");
    }

    private void tryAgain(String archive) throws Exception {
        String last = vault.column(archive, "TRY_AT");
        vault.glacier.simulator.clock().advance(Duration.ofMinutes(5));
        awaitNextTry(archive, last);
    }

    private void awaitNextTry(String archive, String last) {
        await().atMost(SOON).until(() -> !Objects.equals(last, vault.column(archive, "TRY_AT")));
    }

    @Test
    void anArchiveThatExpiredTooOftenBecomesFailed() throws Exception {
        String archive = vault.ready(4, 10);
        vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET EXTENSIONS = 3");
        vault.glacier.simulator.expireJob(vault.column(archive, "JOB_ID"));
        vault.glacier.simulator.clock().advance(Duration.ofHours(25));

        vault.route(vault.onTheClock(ONE_BY_ONE), sink);
        vault.awaitState("FAILED", archive);

        assertThat(vault.column(archive, "CAUSE")).contains("maxExtensions=3");
    }

    @Test
    void aPageOfAGatewayDoesNotCountAsAMissingOutput() throws Exception {
        String archive = vault.ready(5, 10);
        next(archive, vault.job(archive));
        String job = vault.column(archive, "JOB_ID");
        vault.glacier.simulator.inject(Fault.rawAnswer(404, "text/html", "<html>Not here</html>")
                .on(Operation.GET_JOB_OUTPUT)
                .job(job)
                .times(1));

        vault.route(vault.onTheClock(ONE_BY_ONE), sink);
        await().atMost(SOON).until(() -> vault.column(archive, "TRY_AT") != null);
        vault.glacier.simulator.clock().advance(Duration.ofMinutes(2));
        vault.awaitState("DELIVERED", archive);

        assertThat(vault.column(archive, "JOB_ID")).isEqualTo(job);
        assertThat(vault.column(archive, "FAILURES")).isEqualTo("0");
    }

    @Test
    void anArchiveWithAnOpenOrderIsNotListedAgain() throws Exception {
        String archive = vault.ready(6, 10);
        vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET ORDER_ID = 'sent'");
        vault.glacier.simulator.expireJob(vault.column(archive, "JOB_ID"));
        vault.glacier.simulator.clock().advance(Duration.ofHours(25));

        vault.route(vault.onTheClock(ONE_BY_ONE), sink);
        await().atMost(SOON).until(() -> vault.column(archive, "TRY_AT") != null);

        assertThat(vault.state(archive)).isEqualTo("READY");
        assertThat(vault.column(archive, "EXTENSIONS")).isEqualTo("0");
    }
}
