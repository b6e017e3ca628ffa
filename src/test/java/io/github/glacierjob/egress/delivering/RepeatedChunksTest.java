package io.github.glacierjob.egress.delivering;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests failures of all chunks together: the chunks that are delivered again before the next failure are no progress. */
class RepeatedChunksTest {

    private static final String CHUNKS = "outputMode=chunks&chunkSize=1048576&digests=MD5&maxArchiveFailures=3";
    private static final String WRONG = "00000000000000000000000000000000";

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

    /** Waits for a number of messages and for the end of the delivery, and then for the next try. */
    private void awaitTry(String archive, int messages) throws Exception {
        sink.awaitAttempts(messages);
        await().atMost(SOON).until(() -> vault.column(archive, "NODE") == null);
        vault.glacier.simulator.clock().advance(Duration.ofMinutes(70));
    }

    @Test
    void anArchiveWhoseChunksTogetherHaveAWrongHashBecomesFailed() throws Exception {
        String archive = vault.ready(1, 3 * MIB);
        String job = vault.column(archive, "JOB_ID");
        vault.glacier.simulator.spoilTreeHash(job);
        vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET JOB_JSON = ?", vault.describe(job));
        vault.route(vault.onTheClock(CHUNKS), sink);

        awaitTry(archive, 2);
        awaitTry(archive, 4);
        awaitTry(archive, 6);

        vault.awaitState("FAILED", archive);
        assertThat(vault.column(archive, "FAILURES")).isEqualTo("3");
        assertThat(sink.attempts).hasSize(6);
    }

    @Test
    void anArchiveWhoseObjectIsAlwaysWrongAtTheDestinationBecomesFailed() throws Exception {
        String archive = vault.ready(2, 3 * MIB);
        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock(CHUNKS))
                        .process(sink)
                        .filter(header("CamelGlacierEgressPartLast"))
                        .setHeader("CamelAwsS3ETag", constant(WRONG + "-3"))
                        .to(vault.uri("operation=prove"));
            }
        });

        awaitTry(archive, 3);
        awaitTry(archive, 6);
        awaitTry(archive, 9);

        vault.awaitState("FAILED", archive);
        assertThat(sink.attempts).hasSize(9);
    }

    @Test
    void anArchiveOfSeveralChunksWithRepeatedLaterDifferencesBecomesFailed() throws Exception {
        String archive = vault.ready(3, 3 * MIB);
        vault.route(vault.onTheClock(CHUNKS), sink);

        for (int i = 0; i < 3; i++) {
            vault.awaitState("DELIVERED", archive);
            vault.glacier.request(vault.onTheClock("operation=prove&maxArchiveFailures=3"), exchange -> {
                exchange.getMessage().setHeader("CamelGlacierJobArchiveId", archive);
                exchange.getMessage().setHeader("CamelAwsS3ETag", WRONG);
            });
        }

        vault.awaitState("FAILED", archive);
        assertThat(sink.attempts).hasSize(9);
    }

    @Test
    void failuresOfDifferentChunksAreNotAddedUp() throws Exception {
        String archive = vault.ready(4, 5 * MIB);
        vault.route(vault.onTheClock(CHUNKS), sink);
        sink.refused = name -> sink.attempts.size() % 2 == 0;

        await().atMost(SOON).until(() -> {
            vault.glacier.simulator.clock().advance(Duration.ofMinutes(1));
            return vault.state(archive).equals("DELIVERED");
        });

        assertThat(sink.bytes("photo4")).isEqualTo(vault.content(archive).expected(0, 5 * MIB));
    }
}
