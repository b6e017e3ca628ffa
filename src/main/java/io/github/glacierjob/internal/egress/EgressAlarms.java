package io.github.glacierjob.internal.egress;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.internal.egress.budget.Charges;
import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.report.Snapshot;
import io.github.glacierjob.internal.figures.AlarmCause;
import io.github.glacierjob.internal.initiation.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Finds the alarms of a whole vault. Alarms about outputs that are being delivered are found elsewhere. Thread-safe.
 */
public final class EgressAlarms {

    /** The causes that this class checks. Some of them are checked elsewhere too. */
    public static final Set<AlarmCause> CAUSES = Collections.unmodifiableSet(EnumSet.of(
            AlarmCause.DESTINATION,
            AlarmCause.ORDERS,
            AlarmCause.BUDGET,
            AlarmCause.INVENTORY,
            AlarmCause.FAILED,
            AlarmCause.LATE,
            AlarmCause.SILENT));

    static final String SINK_DOWN =
            "The destination accepts no archive: the last deliveries failed in a row; one archive at a time is tried";

    private static final Map<Tier, Duration> LONGEST = Map.of(
            Tier.EXPEDITED, Duration.ofHours(1), Tier.STANDARD, Duration.ofHours(6), Tier.BULK, Duration.ofHours(12));

    private static final Duration SHORT = Duration.ofHours(1);

    private static final String WAITING = "SELECT COUNT(*) AS N FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = 'READY'"
            + " AND NODE IS NULL AND NEXT_JOB_ID IS NULL AND EXPIRES_AT < ?";

    private final EgressVault vault;
    private final LedgerFigures ledger;
    private final AtomicReference<Instant> begun = new AtomicReference<>(Instant.MAX);

    public EgressAlarms(EgressVault vault, LedgerFigures ledger) {
        this.vault = vault;
        this.ledger = ledger;
    }

    /** Marks the start of the polls. */
    public void begin() {
        begun.set(vault.figures().now());
    }

    /**
     * Adds the alarms of this moment. Sends queries to the database, and no request to the service.
     *
     * @return whether all causes could be checked: without a snapshot of the ledger, the state of the archives is
     *     not known
     */
    public boolean add(Map<AlarmCause, String> found, EgressFlow flow) {
        if (flow.isSinkDown()) {
            found.put(AlarmCause.DESTINATION, SINK_DOWN);
        }
        flow.inventoryTrouble()
                .ifPresent(trouble ->
                        found.put(AlarmCause.INVENTORY, "No inventory, or no newer one: " + printable(trouble)));
        flow.ordersHeldBack()
                .ifPresent(held ->
                        found.put(held.atLimit() ? AlarmCause.BUDGET : AlarmCause.ORDERS, printable(held.cause())));
        Snapshot now = ledger.now();
        if (now != null) {
            addFailed(found, now);
            addLate(found, now.nextExpiry());
            addSilence(found, now.oldestOrder());
        }
        return now != null;
    }

    private static void addFailed(Map<AlarmCause, String> found, Snapshot now) {
        long failed = now.states().get(ArchiveState.FAILED).archives();
        if (failed > 0) {
            String most = now.failures().isEmpty()
                    ? ""
                    : printable(now.failures().get(0).text());
            found.put(AlarmCause.FAILED, failed + " archives are FAILED; the most frequent cause: " + most);
        }
    }

    /**
     * Adds the alarm for READY archives that wait for a slot, have no next job, and whose outputs expire soon. Outputs
     * that are being delivered are checked elsewhere, by their own rate. The query runs only if the snapshot shows an
     * output that expires soon. An archive that became READY after the snapshot is counted in the next one.
     */
    private void addLate(Map<AlarmCause, String> found, Instant nextExpiry) {
        Instant soon = vault.ledger().now().plus(SHORT);
        if (nextExpiry == null || !nextExpiry.isBefore(soon)) {
            return;
        }
        long late = vault.ledger()
                .sql()
                .query(WAITING, row -> row.getLong("N"), vault.arn(), soon)
                .get(0);
        if (late > 0) {
            found.merge(
                    AlarmCause.LATE,
                    late + " archives are READY, but their outputs expire within an hour",
                    (running, waiting) -> running + "; " + waiting);
        }
    }

    private void addSilence(Map<AlarmCause, String> found, Instant oldest) {
        Tier tier = slowest();
        Instant limit = vault.ledger().now().minus(LONGEST.get(tier));
        if (oldest != null && oldest.isBefore(limit) && quietSince().isBefore(limit)) {
            found.put(
                    AlarmCause.SILENT,
                    "No job has completed for more than " + LONGEST.get(tier).toHours()
                            + " hours, the longest time of a job of tier " + tier + "; the oldest job was ordered at "
                            + oldest);
        }
    }

    /** The slowest of the tiers that an order may use. */
    private Tier slowest() {
        return Charges.tiers(vault.options()).stream()
                .max(Comparator.comparing(LONGEST::get))
                .orElse(Tier.BULK);
    }

    /** No job can be noticed before the polls start, so the silence begins then at the earliest. */
    private Instant quietSince() {
        Instant ready = vault.figures().lastReady();
        Instant start = begun.get();
        return ready == null || ready.isBefore(start) ? start : ready;
    }
}
