package io.github.glacierjob;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.repository.JdbcClaimRepository;
import io.github.glacierjob.repository.JdbcJobRepository;
import io.github.glacierjob.repository.JdbcProgressRepository;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Counts the statements that a poll sends to the shared database. The test calls the poll; the first poll of the
 * scheduler would be much later.
 */
class PollStatementsTest {

    private static final String RARE = "initialDelay=3600000&delay=3600000";

    private final Glacier glacier = new Glacier();
    private final AtomicInteger progressReads = new AtomicInteger();
    private final AtomicInteger consumedReads = new AtomicInteger();
    private final AtomicInteger claimReads = new AtomicInteger();
    private final CountDownLatch taken = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private Database database;
    private JdbcJobRepository consumed;
    private JdbcClaimRepository claims;

    @BeforeEach
    void bind() throws SQLException {
        database = new Database(Database.Kind.H2);
        consumed = new JdbcJobRepository(counted(consumedReads));
        claims = new JdbcClaimRepository(counted(claimReads));
        claims.setClaimAge(86_400_000);
        glacier.context.getRegistry().bind("consumed", consumed);
        glacier.context.getRegistry().bind("claims", claims);
        glacier.context.getRegistry().bind("progress", new JdbcProgressRepository(counted(progressReads)));
    }

    @AfterEach
    void close() throws SQLException {
        goOn.countDown();
        glacier.close();
        database.close();
    }

    /** One connection is opened for each statement. */
    private DataSource counted(AtomicInteger statements) {
        return Database.source(() -> {
            statements.incrementAndGet();
            return database.source.getConnection();
        });
    }

    private List<String> jobs(int count) {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(7, 10), "");
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(glacier.simulator.vaultArn("photos") + "/jobs/"
                    + glacier.simulator.addArchiveJob("photos", archive));
        }
        return keys;
    }

    private GlacierJobConsumer start(String options) throws Exception {
        glacier.route(
                glacier.uri(RARE
                        + "&progressRepository=#progress&idempotentRepository=#consumed&inProgressRepository=#claims"
                        + options),
                exchange -> {
                    taken.countDown();
                    goOn.await(60, TimeUnit.SECONDS);
                });
        return (GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer();
    }

    /** The statements of a poll, about progress, consumed jobs and claims. */
    private List<Integer> statementsOf(GlacierJobConsumer consumer) throws Exception {
        progressReads.set(0);
        consumedReads.set(0);
        claimReads.set(0);
        consumer.poll();
        return List.of(progressReads.get(), consumedReads.get(), claimReads.get());
    }

    @Test
    void everyPollLooksUpAllConsumedJobsWithOneStatement() throws Exception {
        consumed.start();
        jobs(5).forEach(consumed::add);
        GlacierJobConsumer consumer = start("");

        assertThat(statementsOf(consumer)).containsExactly(0, 1, 0);
        assertThat(statementsOf(consumer)).containsExactly(0, 1, 0);
    }

    @Test
    void twoStatementsLookUpTheJobsThatAnotherNodeHolds() throws Exception {
        claims.start();
        jobs(3).forEach(claims::add);
        GlacierJobConsumer consumer = start("");

        assertThat(statementsOf(consumer))
                .as("after the start also their progress")
                .containsExactly(3, 1, 1);
        assertThat(statementsOf(consumer)).containsExactly(0, 1, 1);
    }

    @Test
    void aJobThatIsBeingConsumedHereIsNotLookedUp() throws Exception {
        jobs(1);
        GlacierJobConsumer consumer = start("&outputMode=none");
        consumer.poll();
        assertThat(taken.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(statementsOf(consumer)).containsExactly(0, 0, 0);
    }

    @Test
    void aParkedJobIsNotLookedUp() throws Exception {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(7, 10), "");
        glacier.simulator.spoilTreeHash(glacier.simulator.addArchiveJob("photos", archive));
        GlacierJobConsumer consumer = start("");
        consumer.poll();
        await().atMost(SOON).until(() -> consumer.getParkedJobs() == 1 && consumer.getRunningJobs() == 0);

        assertThat(statementsOf(consumer)).containsExactly(0, 0, 0);
    }
}
