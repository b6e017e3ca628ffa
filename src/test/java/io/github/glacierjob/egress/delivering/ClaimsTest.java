package io.github.glacierjob.egress.delivering;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nodes share the rows of a ledger: one node delivers an archive, and a node that has lost its claim commits nothing.
 */
class ClaimsTest {

    private ReadyVault vault;
    private final Sink sink = new Sink();
    private final CountDownLatch goOn = new CountDownLatch(1);

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        vault.close();
    }

    private void holdTheFirstMessage() {
        sink.hold = exchange -> assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private void claimedElsewhere(String archive) throws Exception {
        vault.update(
                "UPDATE GLACIER_EGRESS_ARCHIVE SET NODE = 'other', BEAT_AT = CURRENT_TIMESTAMP, CLAIM_NO = CLAIM_NO + 1"
                        + " WHERE ARCHIVE_ID = ?",
                archive);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anArchiveOfADeadNodeIsTakenOverAndOneOfALivingNodeIsNot(Database.Kind kind) throws Exception {
        vault = new ReadyVault(kind);
        String dead = vault.ready(1, 10);
        String living = vault.ready(2, 10);
        claimedElsewhere(dead);
        claimedElsewhere(living);
        vault.age(dead);

        vault.route(vault.uri(""), sink);
        vault.awaitState("DELIVERED", dead);

        assertThat(vault.column(living, "NODE")).isEqualTo("other");
        assertThat(sink.attempts).containsExactly("photo1");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aNodeThatHasLostItsClaimCommitsNothing(Database.Kind kind) throws Exception {
        vault = new ReadyVault(kind);
        String archive = vault.ready(3, 10);
        String last = vault.ready(4, 10);
        holdTheFirstMessage();
        vault.route(vault.uri("concurrentJobs=1"), sink);
        sink.awaitAttempts(1);

        claimedElsewhere(archive);
        goOn.countDown();
        vault.awaitState("DELIVERED", last);

        assertThat(vault.state(archive)).isEqualTo("READY");
        assertThat(vault.column(archive, "NODE")).isEqualTo("other");
        assertThat(vault.column(archive, "FAILURES")).isEqualTo("0");
        assertThat(vault.column(archive, "DONE_AT")).isNull();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anArchiveWithALostClaimBlocksNoSlot(Database.Kind kind) throws Exception {
        vault = new ReadyVault(kind);
        String lost = vault.ready(30, 10);
        CountDownLatch first = new CountDownLatch(1);
        sink.hold = exchange -> {
            if (first.getCount() > 0) {
                first.countDown();
                assertThat(goOn.await(120, TimeUnit.SECONDS)).isTrue();
            }
        };
        vault.route(vault.uri("concurrentJobs=2"), sink);
        assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();

        vault.update(
                "UPDATE GLACIER_EGRESS_ARCHIVE SET NODE = NULL, BEAT_AT = NULL, CLAIM_NO = CLAIM_NO + 1"
                        + " WHERE ARCHIVE_ID = ?",
                lost);
        String other = vault.ready(31, 10);
        vault.awaitState("DELIVERED", other);
        goOn.countDown();
        vault.awaitState("DELIVERED", lost);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aChunkIsNotCommittedWithoutTheClaim(Database.Kind kind) throws Exception {
        vault = new ReadyVault(kind);
        String archive = vault.ready(5, 3 * MIB);
        holdTheFirstMessage();
        vault.route(vault.uri("outputMode=chunks&chunkSize=1048576&concurrentJobs=1"), sink);
        sink.awaitAttempts(1);

        claimedElsewhere(archive);
        String other = vault.ready(6, 10);
        goOn.countDown();
        vault.awaitState("DELIVERED", other);

        assertThat(sink.attempts("photo5")).isEqualTo(1);
        assertThat(vault.column(archive, "PROGRESS")).isNull();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void deliveryFiguresOlderThanADayAreRemoved(Database.Kind kind) throws Exception {
        vault = new ReadyVault(kind);
        String arn = vault.glacier.simulator.vaultArn("photos");
        for (int hours : new int[] {23, 25, 400}) {
            vault.update(
                    "INSERT INTO GLACIER_EGRESS_MINUTE (VAULT_ARN, NODE, MINUTE_AT, ARCHIVES, BYTES) VALUES (?, '"
                            + hours + "', CURRENT_TIMESTAMP - INTERVAL '" + hours + "' HOUR, 1, 1)",
                    arn);
        }
        goOn.countDown();
        String archive = vault.ready(9, 10);
        vault.route(vault.uri(""), sink);
        vault.awaitState("DELIVERED", archive);

        await().atMost(SOON).until(() -> vault.count("SELECT SUM(BYTES) FROM GLACIER_EGRESS_MINUTE") == 11);
        assertThat(vault.count("SELECT COUNT(*) FROM GLACIER_EGRESS_MINUTE WHERE NODE = '23'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theArchivesThatHaveBeenReadyForLongestAreDeliveredFirst(Database.Kind kind) throws Exception {
        vault = new ReadyVault(kind);
        List<String> archives = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            archives.add(vault.ready(10 + i, 10));
        }

        vault.route(vault.uri("concurrentJobs=1"), sink);
        vault.awaitState("DELIVERED", archives.toArray(String[]::new));

        assertThat(sink.attempts)
                .isEqualTo(IntStream.range(10, 22).mapToObj(i -> "photo" + i).toList());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void threeNodesDeliverEachArchiveOnce(Database.Kind kind) throws Exception {
        vault = new ReadyVault(kind);
        List<String> archives = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            archives.add(vault.ready(100 + i, 10));
        }
        List<CamelContext> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                nodes.add(node());
            }
            vault.awaitState("DELIVERED", archives.toArray(String[]::new));
        } finally {
            nodes.forEach(CamelContext::stop);
        }
        List<String> names = new ArrayList<>(sink.attempts);
        Collections.sort(names);
        assertThat(names).doesNotHaveDuplicates().hasSize(60);
    }

    private CamelContext node() throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("db", vault.database.source);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.uri("concurrentJobs=4")).process(sink);
            }
        });
        context.start();
        return context;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aStopReleasesTheClaimAndARestartContinuesAtTheNextChunk(Database.Kind kind) throws Exception {
        vault = new ReadyVault(kind);
        String archive = vault.ready(7, 6 * MIB + 5);
        CountDownLatch third = new CountDownLatch(3);
        sink.hold = exchange -> {
            third.countDown();
            if (third.getCount() == 0) {
                assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
            }
        };
        String options = "outputMode=chunks&chunkSize=1048576&parallelism=1";
        vault.route(vault.uri(options), sink);
        assertThat(third.await(60, TimeUnit.SECONDS)).isTrue();
        Thread stopping = new Thread(vault::restart);
        stopping.start();
        await().atMost(SOON).until(() -> vault.glacier.context.isStopping());
        goOn.countDown();
        stopping.join();

        assertThat(vault.column(archive, "NODE")).isNull();
        assertThat(vault.column(archive, "OUTPUT_ID")).isEqualTo(vault.column(archive, "JOB_ID"));
        sink.hold = exchange -> {};
        vault.route(vault.uri(options), sink);
        vault.awaitState("DELIVERED", archive);

        assertThat(sink.messages)
                .extracting(message -> message.getHeader("CamelGlacierJobChunkIndex"))
                .containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(sink.bytes("photo7")).isEqualTo(vault.content(archive).expected(0, 6 * MIB + 5));
    }
}
