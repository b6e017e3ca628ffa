package io.github.glacierjob.watching;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.egress.GlacierEgressConfiguration;
import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.internal.egress.budget.Limits;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Onlooker;
import io.github.glacierjob.testkit.ReadyVault;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Each kind of trouble is shown by health, metrics, events, log and console within one poll, with a remedy, and the
 * alarm ends when the trouble ends.
 */
@Timeout(300)
class AlarmsTest {

    private ReadyVault vault;
    private Onlooker onlooker;
    private final AtomicBoolean down = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
        vault.through(Database.source(() -> {
            if (down.get()) {
                throw new SQLException("The database is down", "08001");
            }
            return vault.database.source.getConnection();
        }));
        onlooker = new Onlooker(vault.glacier.context);
    }

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        vault.close();
        onlooker.close();
    }

    private void start(String options, Processor destination) throws Exception {
        vault.route(vault.onTheClock(options), destination);
    }

    private boolean isShown(String cause) {
        return onlooker.metric("camel_glacier_alarm", "cause=\"" + cause + "\"") == 1;
    }

    /** The views of an operator, as soon as the metric shows the alarm. */
    private void assertShown(String cause, String text) {
        await().atMost(SOON).until(() -> isShown(cause));
        Kind kind = cause.equals("budget") ? Kind.BUDGET_REACHED : Kind.ALARM;
        await().atMost(SOON)
                .until(() -> onlooker.events(kind).stream().anyMatch(event -> cause.equals(event.getCause())));
        HealthCheck.Result health = onlooker.health("egress");
        assertThat(health.getDetails().get("alarm." + cause)).asString().contains(text);
        assertThat(alarm(cause)).containsEntry("cause", cause);
        assertThat(alarm(cause).getString("text")).contains(text);
        assertThat(alarm(cause).getString("remedy")).isNotBlank();
        assertThat(onlooker.text()).contains("! " + cause + ": ", "What to do: ");
        assertThat(onlooker.log()).containsPattern("WARN .*" + java.util.regex.Pattern.quote(text) + ".*What to do: ");
    }

    private JsonObject alarm(String cause) {
        return ((JsonArray) onlooker.json("egress").get("alarms"))
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(alarm -> alarm.get("cause").equals(cause))
                        .findFirst()
                        .orElseThrow();
    }

    private void assertOver(String cause) {
        await().atMost(SOON).until(() -> !isShown(cause));
        await().atMost(SOON).until(() -> onlooker.events(Kind.ALARM_OVER).stream()
                .anyMatch(event -> cause.equals(event.getCause())));
    }

    @Test
    void anOutputThatDoesNotMoveIsAnAlarm() throws Exception {
        vault.ready(1, 3 * MIB);
        AtomicInteger arrived = new AtomicInteger();
        start("outputMode=chunks&chunkSize=1048576&maxConnections=3&parallelism=1", exchange -> {
            if (arrived.incrementAndGet() == 1) {
                goOn.await(120, TimeUnit.SECONDS);
            }
        });
        await().atMost(SOON).until(() -> arrived.get() == 1);

        await().atMost(SOON).until(() -> {
            vault.glacier.simulator.clock().advance(Duration.ofMinutes(11));
            return isShown("stalled");
        });

        assertShown("stalled", "1 output has not moved for 10 minutes");
        goOn.countDown();
        assertOver("stalled");
    }

    @Test
    void aStormOfThrottlingIsAnAlarm() throws Exception {
        vault.ready(1, 3 * MIB);
        vault.glacier.simulator.inject(
                Fault.throttling().on(Operation.GET_JOB_OUTPUT).always());
        start("maxRetries=20", exchange -> exchange.getMessage().getBody(byte[].class));

        assertShown("throttled", "The service throttled requests");
        vault.glacier.simulator.clearFaults();
        vault.glacier.simulator.clock().advance(Duration.ofMinutes(2));
        assertOver("throttled");
    }

    @Test
    void aRouteThatFailsIsAnAlarm() throws Exception {
        vault.ready(1, 1000);
        vault.ready(2, 1000);
        failing.set(true);
        start("concurrentJobs=2", exchange -> {
            if (failing.get()) {
                throw new IOException("The destination is full");
            }
        });

        assertShown("destination", "The destination accepts no archive");
        assertThat(onlooker.health("egress").getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(onlooker.json("egress").getMap("lastError").get("text").toString())
                .contains("The destination is full");
        assertThat(onlooker.events(Kind.FAILED))
                .anySatisfy(event -> assertThat(event.getText()).contains("The destination is full"));
        failing.set(false);
        await().atMost(SOON).until(() -> {
            vault.glacier.simulator.clock().advance(Duration.ofMinutes(1));
            return !isShown("destination");
        });
    }

    @Test
    void anOutputThatWillExpireUnfinishedIsAnAlarm() throws Exception {
        String archive = vault.ready(1, 40 * MIB);
        AtomicInteger arrived = new AtomicInteger();
        start("outputMode=chunks&chunkSize=1048576&maxConnections=3&parallelism=1&extendBefore=0", exchange -> {
            if (arrived.incrementAndGet() == 4) {
                goOn.await(120, TimeUnit.SECONDS);
            }
            vault.glacier.simulator.clock().advance(Duration.ofMinutes(80));
        });
        await().atMost(SOON).until(() -> arrived.get() == 4);

        assertShown("late", "will expire unfinished at the present rate");
        assertThat(onlooker.events(Kind.EXPIRING)).singleElement().satisfies(event -> {
            assertThat(event.getSize()).isEqualTo(40 * MIB);
            assertThat(event.getText()).contains("bytes left");
        });
        assertThat(onlooker.metric("camel_glacier_outputs_late")).isEqualTo(1);
        assertThat(onlooker.metric("camel_glacier_time_to_expiry_seconds", "mode=\"chunks\""))
                .isBetween(1.0, 24 * 3600.0);
        assertThat(onlooker.text()).contains("LATE: ", vault.column(archive, "JOB_ID"));
    }

    @Test
    void aWaitingArchiveThatExpiresWithinAnHourIsAnAlarm() throws Exception {
        vault.ready(1, 1000);
        String waits = vault.ready(2, 1000);
        vault.update(
                "UPDATE GLACIER_EGRESS_ARCHIVE SET TRY_AT = ? WHERE ARCHIVE_ID = ?", in(Duration.ofDays(3)), waits);
        start("extendBefore=0", exchange -> {});
        await().atMost(SOON).until(() -> onlooker.metric("camel_glacier_archives", "state=\"DELIVERED\"") == 1);
        assertThat(isShown("late")).isFalse();

        vault.glacier.simulator.clock().advance(Duration.ofHours(23).plusMinutes(10));

        assertShown("late", "1 archives are READY, but their outputs expire within an hour");
    }

    private OffsetDateTime in(Duration time) {
        return vault.glacier.simulator.clock().instant().plus(time).atOffset(ZoneOffset.UTC);
    }

    @Test
    void aReachedBudgetIsAnAlarm() throws Exception {
        vault.ready(1, 1000);
        start("", exchange -> {});
        await().atMost(SOON).until(() -> vault.count("SELECT COUNT(*) FROM GLACIER_EGRESS_VAULT") == 1);
        vault.update(
                "UPDATE GLACIER_EGRESS_VAULT SET ORDER_AT = ?, ORDER_CAUSE = ?, ORDER_LIMITS = ?",
                in(Duration.ofHours(3)),
                "orders are held back: maxCost=10 is reached; archives that are already ordered are still"
                        + " delivered; to order more, raise the limit",
                Limits.of(new GlacierEgressConfiguration()).toString());

        assertShown("budget", "maxCost=10 is reached");
        assertThat(onlooker.health("egress").getDetails().get("ordersHeldBack"))
                .asString()
                .contains("maxCost=10");
    }

    @Test
    void aMessageOfTheServiceAboutABudgetIsNotABudgetAlarm() throws Exception {
        vault.ready(1, 1000);
        start("", exchange -> {});
        await().atMost(SOON).until(() -> vault.count("SELECT COUNT(*) FROM GLACIER_EGRESS_VAULT") == 1);
        vault.update(
                "UPDATE GLACIER_EGRESS_VAULT SET ORDER_AT = ?, ORDER_CAUSE = ?",
                in(Duration.ofHours(3)),
                "orders are held back for 60 s: the service refuses all orders; no archive becomes FAILED for"
                        + " this reason: User budget-reader is not authorized");

        assertShown("orders", "User budget-reader is not authorized");
        assertThat(isShown("budget")).isFalse();
    }

    @Test
    void aDatabaseThatIsDownIsAnAlarm() throws Exception {
        vault.ready(1, 1000);
        start("", exchange -> {});
        await().atMost(SOON).until(() -> onlooker.metric("camel_glacier_archives", "state=\"DELIVERED\"") == 1);

        down.set(true);

        assertShown("database", "The database is down");
        assertThat(onlooker.metric("camel_glacier_archives", "state=\"DELIVERED\""))
                .as("what was read last")
                .isEqualTo(1);
        assertThat(onlooker.health("egress").getState()).isEqualTo(HealthCheck.State.DOWN);
        down.set(false);
        assertOver("database");
    }

    @Test
    void noCompletionForLongerThanTheHoursOfTheTierIsAnAlarm() throws Exception {
        String archive = vault.ready(1, 1000);
        vault.update(
                "UPDATE GLACIER_EGRESS_ARCHIVE SET STATE = 'ORDERED', READY_AT = NULL, EXPIRES_AT = NULL, JOB_JSON = NULL,"
                        + " LOOK_AT = ? WHERE ARCHIVE_ID = ?",
                vault.glacier
                        .simulator
                        .clock()
                        .instant()
                        .plus(Duration.ofDays(9))
                        .atOffset(ZoneOffset.UTC),
                archive);
        vault.glacier.simulator.forgetJob(vault.column(archive, "JOB_ID"));
        start("tier=Bulk", exchange -> {});
        vault.glacier.simulator.clock().advance(Duration.ofHours(13));

        assertShown("silent", "No job has completed for more than 12 hours");
    }

    @Test
    void aNewerInventoryThatCannotBeLoadedIsAnAlarm() throws Exception {
        String archive = vault.ready(1, 1000);
        start("maxRetries=0&inventoryMaxAge=86400000", exchange -> {});
        await().atMost(SOON)
                .until(() -> vault.count("SELECT COUNT(*) FROM GLACIER_EGRESS_VAULT WHERE LOAD_NO = 1") == 1);
        vault.awaitState("DELIVERED", archive);
        assertThat(isShown("inventory")).isFalse();
        vault.glacier.simulator.inject(
                Fault.serviceUnavailable().on(Operation.GET_JOB_OUTPUT).always());

        vault.glacier.simulator.clock().advance(Duration.ofDays(2));

        assertShown("inventory", "No inventory, or no newer one: ");
        vault.glacier.simulator.clearFaults();
        assertOver("inventory");
    }

    @Test
    void theAlarmAboutTheInventoryEndsWhenAnotherNodeLoadsIt() throws Exception {
        vault.ready(1, 1000);
        start("maxRetries=0&inventoryMaxAge=86400000", exchange -> {});
        await().atMost(SOON)
                .until(() -> vault.count("SELECT COUNT(*) FROM GLACIER_EGRESS_VAULT WHERE LOAD_NO = 1") == 1);
        vault.glacier.simulator.inject(
                Fault.serviceUnavailable().on(Operation.GET_JOB_OUTPUT).always());
        vault.glacier.simulator.clock().advance(Duration.ofDays(2));
        assertShown("inventory", "No inventory, or no newer one: ");

        vault.update(
                "UPDATE GLACIER_EGRESS_VAULT SET LOADED_AT = ?",
                vault.glacier.simulator.clock().instant().atOffset(ZoneOffset.UTC));
        assertOver("inventory");
    }

    @Test
    void aServiceWithoutAnInventoryIsAnAlarm() throws Exception {
        vault.ready(1, 1000);
        vault.glacier.simulator.inject(Fault.answer(404, "ResourceNotFoundException", "no inventory yet")
                .on(Operation.INITIATE_JOB)
                .always());
        start("", exchange -> {});

        assertShown("inventory", "No inventory, or no newer one: the service has none yet: ");
        vault.glacier.simulator.clearFaults();
        vault.glacier.simulator.clock().advance(Duration.ofMinutes(11));
        assertOver("inventory");
    }

    @Test
    void anArchiveThatHasFailedIsAnAlarm() throws Exception {
        String archive = vault.ready(1, 1000);
        vault.update(
                "UPDATE GLACIER_EGRESS_ARCHIVE SET STATE = 'FAILED', CAUSE = 'nobody wants it' WHERE ARCHIVE_ID = ?",
                archive);
        start("", exchange -> {});

        assertShown("failed", "1 archives are FAILED; the most frequent cause: nobody wants it");
    }

    @Test
    void aFailedPollEndsNoAlarmThatItCouldNotCheck() throws Exception {
        String archive = vault.ready(1, 1000);
        vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET STATE = 'FAILED', CAUSE = 'x' WHERE ARCHIVE_ID = ?", archive);
        start("", exchange -> {});
        assertShown("failed", "1 archives are FAILED");

        down.set(true);
        assertShown("database", "The database is down");
        assertThat(isShown("failed")).isTrue();
        down.set(false);
        assertOver("database");
        vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET STATE = 'SKIPPED' WHERE ARCHIVE_ID = ?", archive);
        assertOver("failed");

        assertThat(onlooker.events(Kind.ALARM))
                .filteredOn(event -> "failed".equals(event.getCause()))
                .as("raised once")
                .hasSize(1);
    }
}
