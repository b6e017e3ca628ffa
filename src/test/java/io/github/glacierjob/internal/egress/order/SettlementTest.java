package io.github.glacierjob.internal.egress.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.internal.egress.budget.Pacing;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.simulator.ArchiveJob;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.Tier;
import io.github.glacierjob.testkit.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.StatusCode;

/** After an unclear answer, the job list is searched for the job, and the job is paid once. */
class SettlementTest {

    private static final Duration SOON = Duration.ofSeconds(11);

    private OrderedVault vault;
    private OrderedVault.Node node;

    @BeforeEach
    void begin() throws Exception {
        vault = new OrderedVault(GlacierSimulator.builder().archiveJobDuration(Tier.BULK, Duration.ofHours(8)));
        node = vault.node("maxConnections=2");
    }

    @AfterEach
    void end() throws Exception {
        vault.close();
    }

    @Test
    void theNextListSettlesALostAnswer() {
        String archive = node.list(1, 100).get(0);
        vault.glacier.simulator.inject(Fault.answerLost());
        node.poll();
        assertThat(unclear()).isEqualTo(1);
        assertThat(node.state(archive)).isEqualTo("LISTED");

        vault.clock.advance(SOON);
        node.poll();

        assertThat(node.state(archive)).isEqualTo("ORDERED");
        assertThat(node.text("JOB_ID", archive)).isEqualTo(vault.jobOf(archive));
        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(1);
    }

    @Test
    void aLostAnswerIsPaidOnceThoughTheListIsTwoListingsLate() {
        String archive = node.list(1, 100).get(0);
        vault.glacier.simulator.inject(Fault.answerLost());
        node.poll();
        vault.listShowsNothing(2);

        for (Duration wait : List.of(SOON, Duration.ofMinutes(6), Duration.ofMinutes(6))) {
            vault.clock.advance(wait);
            node.poll();
        }

        assertThat(node.state(archive)).isEqualTo("ORDERED");
        assertThat(node.text("ORDERS", archive)).isEqualTo("1");
        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(1);
    }

    @Test
    void aJobThatIsInNoListForFiveMinutesIsOrderedAgain() {
        String archive = node.list(1, 100).get(0);
        vault.glacier.simulator.inject(Fault.resetBeforeAnswer().on(Operation.INITIATE_JOB));
        node.poll();

        for (Duration wait : List.of(SOON, Duration.ofMinutes(2), Duration.ofMinutes(2))) {
            vault.clock.advance(wait);
            node.poll();
            assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(1);
        }
        vault.clock.advance(Duration.ofMinutes(2));
        node.poll();

        assertThat(node.state(archive)).isEqualTo("ORDERED");
        assertThat(node.text("ORDERS", archive)).isEqualTo("1");
        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(2);
    }

    @Test
    void aListThatStartedBeforeTheEndOfAnAttemptDoesNotCountForIt() {
        List<String> archives = node.list(2, 100);
        vault.glacier.simulator.inject(
                Fault.resetBeforeAnswer().on(Operation.INITIATE_JOB).times(2));
        node.poll();
        assertThat(unclear()).isEqualTo(2);
        node.sql()
                .update(
                        "UPDATE {ORDERS} SET ENDED_AT = ? WHERE ARCHIVE_ID = ?",
                        vault.clock.instant().plus(SOON).plusMillis(1),
                        archives.get(1));

        vault.clock.advance(SOON);
        node.poll();

        assertThat(absences(archives.get(0))).isEqualTo(1);
        assertThat(absences(archives.get(1))).isZero();
    }

    @Test
    void anOrderOfAKilledNodeIsLookedForBeforeItIsSentAgain() {
        List<String> archives = node.list(3, 100);
        node.poll(0);
        new Intents(node.vault, Pacing.of(node.vault)).next(3, 0);
        vault.glacier.simulator.addArchiveJob(
                "photos", ArchiveJob.of(archives.get(1)).tier(Tier.BULK));
        node.close();

        OrderedVault.Node next = vault.node("maxConnections=2");
        next.poll();
        assertThat(vault.count(Operation.INITIATE_JOB)).isZero();
        vault.nodesAreOld(next);
        next.poll();
        for (int minutes = 0; minutes < 8; minutes++) {
            vault.clock.advance(Duration.ofMinutes(1));
            next.poll();
        }

        assertThat(vault.requested()).containsExactly(archives.get(0), archives.get(2));
        assertThat(next.count("STATE = 'ORDERED' AND ORDERS = 1")).isEqualTo(3);
    }

    @Test
    void allOpenOrdersShareTheListings() {
        node.list(120, 100);
        vault.glacier.simulator.inject(Fault.answerLost().every(3));
        node.poll();
        assertThat(unclear()).isEqualTo(40);
        vault.glacier.simulator.clearRequests();

        vault.clock.advance(SOON);
        node.poll();

        assertThat(node.count("STATE = 'ORDERED' AND ORDERS = 1")).isEqualTo(120);
        assertThat(vault.count(Operation.LIST_JOBS)).isEqualTo(3);
    }

    @Test
    void anIncompleteListSettlesOnlyTheJobsThatItShows() {
        String archive = node.list(1, 100).get(0);
        vault.glacier.simulator.inject(Fault.resetBeforeAnswer().on(Operation.INITIATE_JOB));
        node.poll();
        vault.glacier.simulator.inject(Fault.accessDenied().on(Operation.LIST_JOBS));
        vault.clock.advance(SOON);

        assertThatThrownBy(node::poll).hasMessageContaining("not authorized");

        assertThat(absences(archive)).isZero();
    }

    @Test
    void aLateAnswerOfANodeThatSeemedDeadIsAccepted() {
        String archive = node.list(1, 100).get(0);
        node.poll(0);
        OrderSettings settings = OrderSettings.of(node.vault.options());
        Order order = new Intents(node.vault, Pacing.of(node.vault)).next(1, 0).get(0);
        vault.nodesAreOld(node);
        for (int minutes = 0; minutes < 8; minutes++) {
            node.ordering.lookNow();
            vault.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(node.text("ORDER_ID", archive)).isNull();

        new OrderBook(node.vault, new LookPace(node.vault, settings))
                .settle(List.of(
                        Order.Outcome.placed(order, "late", settings.tiers().get(0))));
        node.poll();

        assertThat(node.text("JOB_ID", archive)).isEqualTo("late");
        assertThat(vault.count(Operation.INITIATE_JOB)).isZero();
    }

    @Test
    void aNotificationCountsEvenIfTheAnswerIsStoredAtTheSameMoment() {
        String archive = node.list(1, 100).get(0);
        node.poll(0);
        Order order = new Intents(node.vault, Pacing.of(node.vault)).next(1, 0).get(0);
        String job = vault.glacier.simulator.addArchiveJob(
                "photos", ArchiveJob.of(archive).tier(Tier.BULK));
        vault.clock.advance(Duration.ofHours(9));
        GlacierJobDescription ended =
                node.vault.vault().jobs().describe(node.vault.options().vault(), job);
        AtomicInteger stored = new AtomicInteger();
        vault.glacier
                .context
                .getRegistry()
                .bind(
                        "slow",
                        beforeStatement(
                                "FROM ORDERS WHERE " + Sql.OF_ARCHIVE.replace("{KEY}", "KEY") + " AND JOB_ID", () -> {
                                    if (stored.getAndIncrement() == 0) {
                                        place(order, job);
                                    }
                                }));

        vault.node("dataSource=#slow").sightings.noticed(ended);

        assertThat(stored).hasPositiveValue();
        assertThat(node.state(archive)).isEqualTo("READY");
        assertThat(node.text("ORDERS", archive)).isEqualTo("1");
    }

    /** The ledger's data source, which runs something before each statement with this text. */
    private DataSource beforeStatement(String text, Runnable interruption) {
        return Database.source(() -> {
            Connection connection = vault.database.source.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")
                                && arguments[0]
                                        .toString()
                                        .replace("GLACIER_EGRESS_", "")
                                        .contains(text)) {
                            interruption.run();
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        });
    }

    private void place(Order order, String job) {
        OrderSettings settings = OrderSettings.of(node.vault.options());
        new OrderBook(node.vault, new LookPace(node.vault, settings))
                .settle(List.of(
                        Order.Outcome.placed(order, job, settings.tiers().get(0))));
    }

    /** The list of another node may show a job before its answer is stored. */
    @Test
    void anOrderThatAListShowsBeforeItsAnswerIsStoredCountsOnce() {
        String archive = node.list(1, 100).get(0);
        node.poll(0);
        Order order = new Intents(node.vault, Pacing.of(node.vault)).next(1, 0).get(0);
        String job = vault.glacier.simulator.addArchiveJob(
                "photos", ArchiveJob.of(archive).tier(Tier.BULK));
        GlacierJobDescription shown =
                node.vault.vault().jobs().describe(node.vault.options().vault(), job);
        node.sightings.noticed(shown);
        assertThat(node.text("JOB_ID", archive)).isEqualTo(job);
        node.sightings.noticed(shown.toBuilder()
                .completed(true)
                .statusCode(StatusCode.FAILED)
                .statusMessage("it failed")
                .build());
        assertThat(node.state(archive)).isEqualTo("LISTED");

        place(order, job);

        assertThat(node.sql().query("SELECT SUM(ORDERS) AS N FROM {SPENT}", row -> row.getLong("N")))
                .containsExactly(1L);
        assertThat(node.sql().query("SELECT STATE FROM {ORDERS}", row -> row.getString("STATE")))
                .containsExactly("FAILED");
        assertThat(node.state(archive)).isEqualTo("LISTED");
        assertThat(node.text("ORDERS", archive)).isEqualTo("1");
    }

    @Test
    void aJobIsFoundAlthoughTheClockOfTheDatabaseWasSetBackAfterItsOrder() {
        String archive = node.list(1, 100).get(0);
        vault.glacier.simulator.inject(Fault.answerLost());
        node.poll();
        node.sql()
                .update(
                        "UPDATE {ORDERS} SET INTENDED_AT = ?",
                        vault.clock.instant().plus(Duration.ofMinutes(2)));

        for (int minutes = 0; minutes < 10; minutes++) {
            vault.clock.advance(Duration.ofMinutes(1));
            node.poll();
        }

        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(1);
        assertThat(node.text("JOB_ID", archive)).isEqualTo(vault.jobOf(archive));
        assertThat(node.text("ORDERS", archive)).isEqualTo("1");
    }

    private long unclear() {
        return node.sql()
                .query("SELECT COUNT(*) AS N FROM {ORDERS} WHERE STATE = 'UNCLEAR'", row -> row.getLong("N"))
                .get(0);
    }

    private long absences(String archive) {
        return node.sql()
                .query("SELECT ABSENCES FROM {ORDERS} WHERE ARCHIVE_ID = ?", row -> row.getLong(1), archive)
                .get(0);
    }
}
