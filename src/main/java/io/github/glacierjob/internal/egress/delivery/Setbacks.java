package io.github.glacierjob.internal.egress.delivery;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.event.GlacierJobEvent.Subject;
import io.github.glacierjob.internal.egress.claim.ArchiveClaims;
import io.github.glacierjob.internal.egress.claim.HeldArchive;
import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.text.Causes;
import io.github.glacierjob.proof.SinkDifferenceException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when an archive is tried again after a failure, and whether the failure counts. A failure that the archive
 * does not cause never makes it FAILED. Thread-safe.
 */
final class Setbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Setbacks.class);

    /** The waits after the first failures of an archive; the last wait is used for all further failures. */
    private static final List<Duration> WAITS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6));

    /** The time between the last try of an output and its expiry. */
    private static final Duration BEFORE_EXPIRY = Duration.ofMinutes(30);

    private static final Duration SHORT = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 4;
    private static final String POSTPONED = "TRY_AT = ?, CAUSE = ?";
    private static final String COUNTED = "FAILURES = ?, TRY_AT = ?, CAUSE = ?";
    private static final String FAILED = "STATE = 'FAILED', FAILURES = ?, DONE_AT = ?, CAUSE = ?, TRY_AT = NULL";
    private static final String READY =
            "SELECT ARCHIVE_ID FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = 'READY' FETCH FIRST ? ROWS ONLY";
    private static final String UNFINISHED = "SELECT ARCHIVE_ID FROM {ARCHIVE} WHERE VAULT_ARN = ?"
            + " AND STATE = ? AND ARCHIVE_ID <> ? FETCH FIRST 1 ROWS ONLY";

    private final EgressVault vault;
    private final ArchiveClaims claims;
    private final SinkState sink;
    private final Map<String, Integer> ours = new ConcurrentHashMap<>();

    Setbacks(EgressVault vault, ArchiveClaims claims, SinkState sink) {
        this.vault = vault;
        this.claims = claims;
        this.sink = sink;
    }

    /** Tries an archive again after a failure that says nothing about the archive: soon at first, then less often. */
    void postpone(HeldArchive archive, Throwable failure) {
        int before = ours.merge(archive.row().archiveId(), 1, Integer::sum) - 1;
        Duration wait = SHORT.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
        postpone(archive, wait, failure);
    }

    private void postpone(HeldArchive archive, Duration wait, Throwable failure) {
        Instant next = vault.ledger().now().plus(wait);
        LOG.warn(
                "Archive {} failed and is tried again at {}; this failure does not count: {}",
                printable(archive.row().archiveId()),
                next,
                printable(failure.toString()));
        claims.settle(archive, POSTPONED, next, ArchiveReports.cause(failure));
    }

    /**
     * Handles a failure of the route, one failure at a time. A failure that counts is stored first; a later failure may
     * show that the destination is down, and then removes it.
     */
    synchronized void ofRoute(HeldArchive archive, int failuresBefore, Throwable failure) {
        if (Causes.first(failure, SinkDifferenceException.class)
                .filter(SinkDifferenceException::isWhole)
                .isPresent()) {
            // The whole archive is read again, because the wrong chunk is not known.
            claims.commit(archive, "PROGRESS = NULL");
        }
        String id = archive.row().archiveId();
        switch (sink.failed(id, ready())) {
            case ARCHIVE -> count(archive, failuresBefore + 1, isDecisive(id), failure);
            case DOWN_NOW -> {
                postpone(archive, SHORT, failure);
                takeBack(id);
            }
            default -> postpone(archive, SHORT, failure);
        }
    }

    /**
     * Handles wrong bytes of an archive although all requests succeeded: the delivery starts again from the first byte.
     */
    void ofContent(HeldArchive archive, int failuresBefore, Throwable failure) {
        claims.commit(archive, "PROGRESS = NULL");
        count(archive, failuresBefore + 1, true, failure);
    }

    /**
     * Whether this archive may become FAILED before another archive has succeeded: if no other archive is left, or if
     * it has failed more often than allowed while no other one succeeded.
     */
    private boolean isDecisive(String id) {
        return sink.streak().getOrDefault(id, 0) > vault.options().getMaxArchiveFailures()
                || !isAnyOther(ArchiveState.READY, id)
                        && !isAnyOther(ArchiveState.ORDERED, id)
                        && !isAnyOther(ArchiveState.LISTED, id);
    }

    private List<String> ready() {
        return vault.ledger().sql().query(READY, row -> row.getString(1), vault.arn(), sink.most());
    }

    private boolean isAnyOther(ArchiveState state, String id) {
        return vault.ledger().hasRow(UNFINISHED, vault.arn(), state, id);
    }

    private void count(HeldArchive archive, int failures, boolean decisive, Throwable failure) {
        Instant now = vault.ledger().now();
        int most = vault.options().getMaxArchiveFailures();
        String cause = ArchiveReports.cause(failure);
        if (failures >= most && decisive) {
            LOG.error(
                    "Archive {} is FAILED after {} failures: {}",
                    printable(archive.row().archiveId()),
                    failures,
                    cause);
            claims.settle(archive, FAILED, failures, now, cause);
            return;
        }
        Instant next = next(now, failures, archive.row().expiresAt());
        LOG.warn(
                "Archive {} failed ({} of {} times) and is tried again at {}: {}",
                printable(archive.row().archiveId()),
                failures,
                most,
                next,
                cause);
        claims.settle(archive, COUNTED, failures, next, cause);
    }

    /** The time of the next try: the tries are spread over the life of the output. */
    static Instant next(Instant now, int failures, Instant expiresAt) {
        Instant soon = now.plus(SHORT);
        Instant next = now.plus(WAITS.get(Math.min(failures, WAITS.size()) - 1));
        if (expiresAt != null && next.isAfter(expiresAt.minus(BEFORE_EXPIRY))) {
            next = expiresAt.minus(BEFORE_EXPIRY);
        }
        return next.isBefore(soon) ? soon : next;
    }

    /** Removes the failures since the last success from all archives but one, because the destination was down. */
    private void takeBack(String except) {
        Instant next = vault.ledger().now().plus(SHORT);
        sink.streak().forEach((id, times) -> {
            if (!id.equals(except)) {
                vault.ledger()
                        .sql()
                        .update(
                                "UPDATE {ARCHIVE} SET FAILURES = CASE WHEN FAILURES > ? THEN FAILURES - ? ELSE 0 END,"
                                        + " TRY_AT = ? WHERE " + Sql.OF_ARCHIVE + " AND " + Sql.STATE
                                        + " = 'READY'",
                                times,
                                times,
                                next,
                                vault.arn(),
                                id);
            }
        });
    }

    /**
     * Handles a success: other archives that have failed too often before become FAILED, because the destination was
     * not down.
     */
    void succeeded(String id) {
        ours.remove(id);
        for (String other : sink.succeeded().keySet()) {
            if (!other.equals(id)) {
                giveUp(other);
            }
        }
    }

    private void giveUp(String id) {
        try {
            int met = vault.ledger()
                    .sql()
                    .update(
                            "UPDATE {ARCHIVE} SET STATE = 'FAILED', DONE_AT = ?, TRY_AT = NULL WHERE "
                                    + Sql.OF_ARCHIVE + " AND " + Sql.STATE
                                    + " = 'READY' AND NODE IS NULL AND FAILURES >= ?",
                            vault.ledger().now(),
                            vault.arn(),
                            id,
                            vault.options().getMaxArchiveFailures());
            if (met > 0) {
                LOG.error("Archive {} is FAILED: it failed too often while other archives succeeded", printable(id));
                vault.figures()
                        .signal(
                                Kind.FAILED,
                                new Subject(null, id, "it failed too often while other archives succeeded", 0, -1));
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "The state FAILED of archive {} cannot be stored now; this is tried again: {}",
                    printable(id),
                    e.getMessage());
        }
    }

    void forget(String id) {
        ours.remove(id);
    }
}
