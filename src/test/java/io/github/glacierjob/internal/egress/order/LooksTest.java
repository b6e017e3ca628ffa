package io.github.glacierjob.internal.egress.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** Completed jobs are noticed with few requests. */
class LooksTest {

    private OrderedVault vault;
    private OrderedVault.Node node;

    @BeforeEach
    void begin() throws Exception {
        vault = new OrderedVault(GlacierSimulator.builder()
                .archiveJobDuration(Tier.BULK, Duration.ofHours(48))
                .archiveJobDuration(Tier.STANDARD, Duration.ofHours(4))
                .archiveJobDuration(Tier.EXPEDITED, Duration.ofMinutes(4)));
    }

    @AfterEach
    void end() throws Exception {
        vault.close();
    }

    @Test
    void theCompletionOf2000JobsIsNoticedWithinTheLimitOfRequests() {
        node = vault.node("jobsInFlight=2000");
        node.deliversFast();
        node.list(2000, 100);
        Instant begun = vault.clock.instant();
        node.poll();
        assertThat(node.count("STATE = 'ORDERED'")).isEqualTo(2000);

        Map<String, Instant> ends = ends(begun);
        List<Map.Entry<String, Instant>> ended = new ArrayList<>(ends.entrySet());
        ended.sort(Map.Entry.comparingByValue());
        int completed = 0;
        while (node.count("STATE = 'READY'") < 2000) {
            assertThat(vault.clock.instant()).isBefore(begun.plus(Duration.ofHours(14)));
            vault.clock.advance(Duration.ofMinutes(1));
            while (completed < 2000 && !ended.get(completed).getValue().isAfter(vault.clock.instant())) {
                vault.glacier.simulator.completeJob(ended.get(completed++).getKey());
            }
            node.ordering.lookNow();
        }

        double hours = Duration.between(begun, vault.clock.instant()).toMinutes() / 60.0;
        long looks = vault.count(Operation.LIST_JOBS, Operation.DESCRIBE_JOB);
        assertThat(looks).isLessThanOrEqualTo((long) (2000 * 1.1 + 30 * hours));
        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(2000);
        assertThat(latest(node, ends)).isLessThan(Duration.ofHours(1));
    }

    /** The end of each job: five to twelve hours after its beginning. */
    private Map<String, Instant> ends(Instant begun) {
        Map<String, Instant> ends = new HashMap<>();
        Random random = new Random(7);
        vault.glacier
                .simulator
                .jobs("photos")
                .forEach(job -> ends.put(job.id(), begun.plusSeconds(5 * 3600 + random.nextInt(7 * 3600))));
        return ends;
    }

    /** The longest time from the end of a job until it was noticed. */
    private static Duration latest(OrderedVault.Node node, Map<String, Instant> ends) {
        return node
                .sql()
                .query(
                        "SELECT JOB_ID, READY_AT FROM {ARCHIVE}",
                        row -> Duration.between(ends.get(row.getString("JOB_ID")), Sql.instant(row, "READY_AT")))
                .stream()
                .max(Duration::compareTo)
                .orElseThrow();
    }

    @Test
    void noRequestIsSentBeforeTheFirstLookIsDue() {
        node = vault.node("tier=Standard&firstLook=7200000");
        node.list(5, 100);
        node.poll();
        long atTheStart = vault.count(Operation.LIST_JOBS, Operation.DESCRIBE_JOB);

        vault.clock.advance(Duration.ofMinutes(119));
        node.poll();
        assertThat(vault.count(Operation.LIST_JOBS, Operation.DESCRIBE_JOB)).isEqualTo(atTheStart);

        vault.clock.advance(Duration.ofMinutes(2));
        node.poll();
        assertThat(vault.count(Operation.LIST_JOBS, Operation.DESCRIBE_JOB)).isGreaterThan(atTheStart);
    }

    @Test
    void afterTheFirstJobsTheMeasuredTimesOfTheVaultAreUsed() {
        node = vault.node("tier=Standard");
        String first = node.list(1, 100).get(0);
        node.poll();
        pollUntilReady(first, Duration.ofMinutes(5));
        assertThat(node.vaultText("STANDARD_MS"))
                .isEqualTo(String.valueOf(Duration.ofHours(4).toMillis()));

        String second = node.list(1, 100).get(0);
        node.poll();
        vault.glacier.simulator.clearRequests();
        vault.clock.advance(Duration.ofMinutes(239));
        node.poll();
        assertThat(vault.count(Operation.LIST_JOBS, Operation.DESCRIBE_JOB)).isZero();
        vault.clock.advance(Duration.ofMinutes(1));
        node.poll();

        assertThat(node.state(second)).isEqualTo("READY");
        assertThat(vault.count(Operation.LIST_JOBS, Operation.DESCRIBE_JOB)).isEqualTo(1);
    }

    @Test
    void anExpeditedJobIsNoticedWithinMinutes() {
        node = vault.node("tier=Expedited");
        String archive = node.list(1, 100).get(0);
        node.poll();
        Instant begun = vault.clock.instant();

        pollUntilReady(archive, Duration.ofSeconds(20));

        assertThat(Duration.between(begun, vault.clock.instant())).isLessThan(Duration.ofMinutes(8));
    }

    @Test
    void aJobThatTheServiceDoesNotKnowTwiceIsOrderedAgain() {
        node = vault.node("tier=Standard");
        String archive = node.list(1, 100).get(0);
        node.poll();
        vault.glacier.simulator.forgetJob(vault.jobOf(archive));

        vault.clock.advance(Duration.ofHours(3));
        node.poll();
        assertThat(node.state(archive)).isEqualTo("ORDERED");
        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(1);
        vault.clock.advance(Duration.ofSeconds(61));
        node.poll();

        assertThat(node.state(archive)).isEqualTo("ORDERED");
        assertThat(node.text("ORDERS", archive)).isEqualTo("2");
        assertThat(node.text("EXTENSIONS", archive)).isEqualTo("1");
        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(2);
    }

    @Test
    void aJobThatIsNotVisibleYetIsNotOrderedAgain() {
        node = vault.node("tier=Standard");
        String archive = node.list(1, 100).get(0);
        node.poll();
        vault.glacier.simulator.inject(Fault.notFoundYet().on(Operation.DESCRIBE_JOB));

        pollUntilReady(archive, Duration.ofMinutes(30));

        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(1);
    }

    @Test
    void twoUnknownAnswersWithADescriptionBetweenThemDoNotCount() {
        node = vault.node("tier=Standard&firstLook=0");
        String archive = node.list(1, 100).get(0);
        node.poll();
        for (int i = 0; i < 2; i++) {
            vault.glacier.simulator.inject(Fault.notFoundYet().on(Operation.DESCRIBE_JOB));
            vault.clock.advance(Duration.ofMinutes(20));
            node.poll();
            assertThat(node.text("JOB_GONE_AT", archive)).isNotNull();
            vault.clock.advance(Duration.ofMinutes(20));
            node.poll();
            assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(1);
        }

        pollUntilReady(archive, Duration.ofMinutes(30));

        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(1);
    }

    @Test
    void aLongJobListAtTheStartDelaysTheLooksByAtMostAnHour() {
        node = vault.node("tier=Standard");
        String archive = node.list(1, 100).get(0);
        node.poll();
        int pages = 2000;
        new LookPace(node.vault, OrderSettings.of(node.vault.options())).spend(pages);

        vault.clock.advance(Duration.ofHours(4));
        pollUntilReady(archive, Duration.ofMinutes(10));

        assertThat(Duration.between(
                        Instant.parse(describe(vault.jobOf(archive)).completionDate()), vault.clock.instant()))
                .isLessThan(Duration.ofHours(2));
    }

    @Test
    void aJobThatTheServiceCannotDescribeDelaysNoOtherJob() {
        node = vault.node("tier=Standard&maxRetries=0");
        String broken = node.list(1, 100).get(0);
        node.poll();
        vault.clock.advance(Duration.ofMinutes(1));
        String whole = node.list(1, 100).get(0);
        node.poll();
        String job = vault.jobOf(broken);
        vault.glacier.simulator.inject(
                Fault.serviceUnavailable().on(Operation.DESCRIBE_JOB).job(job).always());
        vault.glacier.simulator.inject(
                Fault.serviceUnavailable().on(Operation.LIST_JOBS).always());

        for (int i = 0; i < 60 && !node.state(whole).equals("READY"); i++) {
            vault.clock.advance(Duration.ofMinutes(10));
            try {
                node.ordering.lookNow();
            } catch (RuntimeException e) {
                assertThat(e).hasMessageContaining("Service is unavailable");
            }
        }

        assertThat(node.state(whole)).isEqualTo("READY");
        assertThat(node.state(broken)).isEqualTo("ORDERED");
    }

    @Test
    void aFailedJobIsOrderedOnceMoreAndThenTheArchiveFailsWithTheMessageOfTheService() {
        node = vault.node("tier=Standard");
        String failing = node.list(1, 100).get(0);
        node.poll();
        String first = node.text("JOB_ID", failing);
        vault.glacier.simulator.failJob(first, "The archive was\nnot readable");

        pollUntil(() -> !first.equals(node.text("JOB_ID", failing))
                && node.state(failing).equals("ORDERED"));
        assertThat(node.text("ORDERS", failing)).isEqualTo("2");
        vault.glacier.simulator.failJob(node.text("JOB_ID", failing), "The archive was\nnot readable");
        pollUntil(() -> node.state(failing).equals("FAILED"));

        assertThat(node.text("CAUSE", failing))
                .isEqualTo("two jobs of the archive failed, the second one with: The archive was\\u000anot readable");
        assertThat(vault.requested()).filteredOn(failing::equals).hasSize(2);
    }

    @Test
    void aNotificationMakesItsArchiveReadyAtOnceAndARepetitionChangesNothing() {
        node = vault.node("tier=Standard");
        String archive = node.list(1, 100).get(0);
        node.poll();
        vault.clock.advance(Duration.ofHours(1));
        vault.glacier.simulator.completeJob(vault.jobOf(archive));
        GlacierJobDescription job = describe(vault.jobOf(archive));

        assertThat(node.sightings.noticed(job)).isTrue();
        assertThat(node.state(archive)).isEqualTo("READY");
        String ready = node.text("READY_AT", archive);
        vault.clock.advance(Duration.ofHours(1));
        assertThat(node.sightings.noticed(job)).isTrue();

        assertThat(node.text("READY_AT", archive)).isEqualTo(ready);
        assertThat(node.text("JOB_JSON", archive)).contains(job.jobId()).contains(job.archiveSHA256TreeHash());
        assertThat(node.text("TREE_HASH", archive)).isEqualTo(job.archiveSHA256TreeHash());
    }

    @Test
    void aNotificationSettlesAnOrderWhoseAnswerWasLost() {
        node = vault.node("tier=Standard");
        String archive = node.list(1, 100).get(0);
        vault.glacier.simulator.inject(Fault.answerLost());
        node.poll();
        vault.glacier.simulator.completeJob(vault.jobOf(archive));

        assertThat(node.sightings.noticed(describe(vault.jobOf(archive)))).isTrue();

        assertThat(node.state(archive)).isEqualTo("READY");
        assertThat(node.text("ORDERS", archive)).isEqualTo("1");
        assertThat(node.text("ORDER_ID", archive)).isNull();
    }

    @Test
    void aNotificationOfAnotherVaultOrArchiveChangesNothing() {
        node = vault.node("tier=Standard");
        String archive = node.list(1, 100).get(0);
        node.poll();
        vault.glacier.simulator.completeJob(vault.jobOf(archive));
        GlacierJobDescription job = describe(vault.jobOf(archive));

        assertThat(node.sightings.noticed(
                        job.toBuilder().vaultARN(OrderedVault.ARN + "2").build()))
                .isFalse();
        assertThat(node.sightings.noticed(job.toBuilder().archiveId("unknown").build()))
                .isFalse();
        assertThat(node.sightings.noticed(job.toBuilder().jobId("another").build()))
                .isFalse();

        assertThat(node.state(archive)).isEqualTo("ORDERED");
    }

    private GlacierJobDescription describe(String jobId) {
        return node.vault.vault().jobs().describe(node.vault.options().vault(), jobId);
    }

    private void pollUntilReady(String archive, Duration step) {
        for (int i = 0; i < 1000 && !node.state(archive).equals("READY"); i++) {
            vault.clock.advance(step);
            node.poll();
        }
        assertThat(node.state(archive)).isEqualTo("READY");
    }

    private void pollUntil(BooleanSupplier reached) {
        for (int i = 0; i < 100 && !reached.getAsBoolean(); i++) {
            vault.clock.advance(Duration.ofMinutes(10));
            node.poll();
        }
        assertThat(reached.getAsBoolean()).isTrue();
    }
}
