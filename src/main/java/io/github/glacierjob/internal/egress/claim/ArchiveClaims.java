package io.github.glacierjob.internal.egress.claim;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.RealMoment;
import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongToIntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims archives that are READY. A claim is a node and a number in the archive's row; heartbeats with the database's
 * time keep it alive. After two minutes without a heartbeat, any node may claim the archive. Thread-safe.
 */
public final class ArchiveClaims {

    /** The time without a heartbeat after which other nodes may claim the archive. */
    public static final Duration AGE = FreeArchives.AGE;

    /** The time between two heartbeats. */
    public static final Duration BEAT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveClaims.class);
    private static final int SECONDS_FOR_A_BEAT = 5;

    private static final String OWN = " WHERE ROW_NO = ? AND NODE = ? AND CLAIM_NO = ?";
    private static final String ARRIVED = "RECEIVED_BYTES = RECEIVED_BYTES + ?, ";
    /** How often the search for archives is repeated after other nodes have claimed all that were found. */
    private static final int TRIES = 10;

    private final EgressVault vault;
    private final FreeArchives free;
    private final DeliveredMinutes minutes;
    private final Map<String, HeldArchive> held = new ConcurrentHashMap<>();
    private final Set<HeldArchive> abandoned = ConcurrentHashMap.newKeySet();
    private final Object taking = new Object();
    private final Supplier<RealMoment> moments;
    private volatile RealMoment troubled;

    public ArchiveClaims(EgressVault vault) {
        this(vault, RealMoment::now);
    }

    ArchiveClaims(EgressVault vault, Supplier<RealMoment> moments) {
        this.vault = vault;
        this.moments = moments;
        this.free = new FreeArchives(vault, moments);
        this.minutes = new DeliveredMinutes(vault);
    }

    private Sql sql() {
        return vault.ledger().sql();
    }

    /**
     * Claims the archives that have been READY for the longest time.
     *
     * @param last archives to be claimed only if there are not enough others
     */
    public List<HeldArchive> take(int most, Set<String> last) {
        if (most <= 0) {
            return List.of();
        }
        try {
            return takeUnlessOthersDo(most, last);
        } catch (RuntimeException e) {
            troubled = moments.get();
            throw e;
        }
    }

    /**
     * Whether claims of silent nodes may be taken. If the database has just failed, missing heartbeats do not prove
     * that a node is dead: every node gets two minutes again.
     */
    private boolean mayTakeFromTheDead() {
        RealMoment last = troubled;
        return last == null || !last.isWithin(AGE, moments.get());
    }

    /** Runs in one thread at a time, so that the slots of a node do not compete for the same rows. */
    private List<HeldArchive> takeUnlessOthersDo(int most, Set<String> last) {
        synchronized (taking) {
            FreeArchives.Take take = FreeArchives.Take.MISSED;
            for (int i = 0; i < TRIES && take.taken().isEmpty() && take.missed(); i++) {
                boolean alsoOfTheDead = mayTakeFromTheDead();
                take = sql().inTransaction(connection -> free.take(connection, most, last, held, alsoOfTheDead));
            }
            take.taken().forEach(one -> held.put(one.row().archiveId(), one));
            return take.taken();
        }
    }

    /**
     * Checks that this node still has its claim. A heartbeat in the last minute proves it. Without one, for example
     * after a long pause of this process or of the machine, the database is queried.
     *
     * @throws ClaimLostException                     if the claim is lost
     * @throws org.apache.camel.RuntimeCamelException if the database cannot be queried
     */
    public void require(HeldArchive archive) {
        boolean alive = !archive.isOver() && (archive.wasAliveWithin(AGE.dividedBy(2), moments.get()) || beat(archive));
        if (!alive) {
            throw lost(archive);
        }
    }

    private ClaimLostException lost(HeldArchive archive) {
        archive.end();
        return new ClaimLostException("Archive " + printable(archive.row().archiveId())
                + ": this node lost its claim, because it sent no heartbeat for " + AGE.toSeconds()
                + " seconds; this node commits nothing for the archive, and another node may deliver it now");
    }

    /** Sends the heartbeats of all claims, counts the bytes that were received, and repeats releases that failed. */
    public void beat() {
        try {
            for (HeldArchive archive : List.copyOf(held.values())) {
                beatUnlessSettling(archive);
            }
            List.copyOf(abandoned).forEach(this::release);
            minutes.add(
                    0,
                    held.values().stream()
                            .mapToLong(archive -> archive.count(archive.received()))
                            .sum());
        } catch (RuntimeException e) {
            troubled = moments.get();
            LOG.warn(
                    "The heartbeats of {} archives cannot be stored now; they are tried again: {}",
                    held.size(),
                    e.getMessage());
        }
    }

    private void beatUnlessSettling(HeldArchive archive) {
        if (archive.settling().tryLock()) {
            try {
                if (!archive.isOver() && !beat(archive)) {
                    LOG.warn("{}", lost(archive).getMessage());
                }
            } finally {
                archive.settling().unlock();
            }
        }
    }

    private boolean beat(HeldArchive archive) {
        RealMoment now = moments.get();
        String beat = "UPDATE {ARCHIVE} SET " + ARRIVED + "BEAT_AT = CURRENT_TIMESTAMP, FETCHED_BYTES = ?" + OWN;
        int met = counting(archive, arrived -> sql().inTransaction(connection -> {
            try (PreparedStatement statement = sql().prepare(
                            connection,
                            beat,
                            arrived,
                            archive.received(),
                            archive.row().rowNo(),
                            vault.node(),
                            archive.claimNo())) {
                statement.setQueryTimeout(SECONDS_FOR_A_BEAT);
                return sql().update(statement);
            }
        }));
        if (met == 1) {
            archive.beaten(now);
        }
        return met == 1;
    }

    /**
     * Updates the row of an archive, and keeps the claim.
     *
     * @param assignments the SET clause
     * @throws ClaimLostException if the claim is lost
     */
    public void commit(HeldArchive archive, String assignments, Object... values) {
        if (update(archive, assignments, values) != 1) {
            throw lost(archive);
        }
    }

    private int update(HeldArchive archive, String assignments, Object... values) {
        return counting(archive, arrived -> {
            List<Object> all = new ArrayList<>(List.of(arrived));
            all.addAll(Arrays.asList(values));
            all.addAll(List.of(archive.row().rowNo(), vault.node(), archive.claimNo()));
            return sql().update("UPDATE {ARCHIVE} SET " + ARRIVED + assignments + OWN, all.toArray());
        });
    }

    /** Runs an update that also adds the bytes that have arrived. If the update fails, the next one adds them. */
    private static int counting(HeldArchive archive, LongToIntFunction update) {
        long arrived = archive.takeArrived();
        boolean written = false;
        try {
            int met = update.applyAsInt(arrived);
            written = true;
            return met;
        } finally {
            if (!written) {
                archive.arrived(arrived);
            }
        }
    }

    /**
     * Updates the row of an archive and releases the claim. It may be repeated after an unclear answer of the database.
     *
     * @param assignments the SET clause
     * @throws ClaimLostException if the claim is lost
     */
    public void settle(HeldArchive archive, String assignments, Object... values) {
        archive.settling().lock();
        try {
            if (update(archive, assignments + ", NODE = NULL, BEAT_AT = NULL", values) != 1 && !isGivenBack(archive)) {
                throw lost(archive);
            }
            end(archive);
        } finally {
            archive.settling().unlock();
        }
    }

    /** Whether an earlier try released this claim, although its answer was lost. */
    private boolean isGivenBack(HeldArchive archive) {
        return !archive.isOver()
                && !sql().query(
                                "SELECT CLAIM_NO FROM {ARCHIVE} WHERE ROW_NO = ?"
                                        + " AND NODE IS NULL AND CLAIM_NO = ?",
                                row -> row.getLong(1),
                                archive.row().rowNo(),
                                archive.claimNo())
                        .isEmpty();
    }

    /** Counts an archive as delivered in this minute. */
    public void delivered(HeldArchive archive, long size) {
        minutes.add(1, archive.count(size));
    }

    private void end(HeldArchive archive) {
        archive.end();
        held.remove(archive.row().archiveId(), archive);
        abandoned.remove(archive);
    }

    /** Releases a claim if this node still has it. If the database fails, each heartbeat tries it again. */
    public void release(HeldArchive archive) {
        archive.settling().lock();
        try {
            if (!archive.isOver() || abandoned.contains(archive)) {
                archive.end();
                update(archive, "NODE = NULL, BEAT_AT = NULL");
            }
            end(archive);
        } catch (RuntimeException e) {
            abandoned.add(archive);
            held.remove(archive.row().archiveId(), archive);
            LOG.warn(
                    "The claim on archive {} cannot be released now; this is tried again: {}",
                    printable(archive.row().archiveId()),
                    e.getMessage());
        } finally {
            archive.settling().unlock();
        }
    }

    /**
     * Removes the claim of a node, which then commits nothing more for the archive; returns false if the archive is not
     * claimed.
     */
    public static boolean forget(EgressVault vault, String archiveId) {
        String statement = "UPDATE {ARCHIVE} SET NODE = NULL, BEAT_AT = NULL, CLAIM_NO = CLAIM_NO + 1" + " WHERE "
                + Sql.OF_ARCHIVE + " AND NODE IS NOT NULL";
        return vault.ledger().sql().update(statement, vault.arn(), archiveId) > 0;
    }

    /** Whether an archive has been delivered, or delivered and proved. */
    public boolean isDelivered(String archiveId) {
        return !sql().query(
                        "SELECT STATE FROM {ARCHIVE} WHERE " + Sql.OF_ARCHIVE + " AND " + Sql.STATE
                                + " IN ('DELIVERED', 'PROVED')",
                        row -> row.getString(1),
                        vault.arn(),
                        archiveId)
                .isEmpty();
    }
}
