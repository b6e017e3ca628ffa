package io.github.glacierjob.watching;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Onlooker;
import io.github.glacierjob.testkit.ReadyVault;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests from when on a vault without completed jobs counts as silent. */
@Timeout(300)
class SilenceTest {

    private ReadyVault vault;
    private Onlooker onlooker;
    private String marker;

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
        onlooker = new Onlooker(vault.glacier.context);
        marker = vault.ready(9, 1000);
        update(marker, "STATE = 'SKIPPED'");
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
        onlooker.close();
    }

    private void update(String archive, String columns, Object... values) throws SQLException {
        Object[] all = java.util.Arrays.copyOf(values, values.length + 1);
        all[values.length] = archive;
        vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET " + columns + " WHERE ARCHIVE_ID = ?", all);
    }

    private OffsetDateTime in(Duration time) {
        return vault.glacier.simulator.clock().instant().plus(time).atOffset(ZoneOffset.UTC);
    }

    /** An archive that was ordered this long ago, and whose job the service does not have. */
    private void ordered(Duration ago) throws SQLException {
        String archive = vault.ready(1, 1000);
        update(
                archive,
                "STATE = 'ORDERED', READY_AT = NULL, EXPIRES_AT = NULL, JOB_JSON = NULL, ORDERED_AT = ?, LOOK_AT = ?",
                in(ago.negated()),
                in(Duration.ofDays(9)));
        vault.glacier.simulator.forgetJob(vault.column(archive, "JOB_ID"));
    }

    private boolean isShown(String cause) {
        return onlooker.metric("camel_glacier_alarm", "cause=\"" + cause + "\"") == 1;
    }

    private boolean isSilent() {
        return onlooker.json("egress").toJson().contains("No job has completed for more than");
    }

    /** Waits for the end of a poll that checked all alarms after this call. */
    private void awaitJudgement() throws SQLException {
        update(marker, "STATE = 'FAILED', CAUSE = 'to be seen'");
        await().atMost(SOON).until(() -> isShown("failed"));
        update(marker, "STATE = 'SKIPPED'");
        await().atMost(SOON).until(() -> !isShown("failed"));
    }

    @Test
    void theHoursOfSilenceCountFromTheStart() throws Exception {
        ordered(Duration.ofHours(20));
        vault.route(vault.onTheClock("tier=Bulk"), exchange -> {});

        awaitJudgement();
        assertThat(isSilent()).isFalse();
        vault.glacier.simulator.clock().advance(Duration.ofHours(11));
        awaitJudgement();
        assertThat(isSilent()).isFalse();
        vault.glacier.simulator.clock().advance(Duration.ofHours(2));

        await().atMost(SOON).until(() -> isShown("silent"));
        assertThat(isSilent()).isTrue();
    }

    @Test
    void theSlowestTierInUseDecidesHowLongASilenceMayLast() throws Exception {
        ordered(Duration.ZERO);
        vault.route(vault.onTheClock("tier=Expedited&tierFallback=Bulk"), exchange -> {});
        vault.glacier.simulator.clock().advance(Duration.ofHours(3));

        awaitJudgement();
        assertThat(isSilent()).isFalse();
        vault.glacier.simulator.clock().advance(Duration.ofHours(10));

        await().atMost(SOON).until(() -> isShown("silent"));
        assertThat(onlooker.json("egress").toJson())
                .contains("No job has completed for more than 12 hours, the longest time of a job of tier Bulk");
    }
}
