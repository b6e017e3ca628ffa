package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.order.Order.Outcome;
import io.github.glacierjob.internal.service.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * Checks the jobs that are due, if no notification has been received. It checks a sample first. If jobs of the sample
 * have ended, it checks all jobs that are due, by the list of ended jobs or one by one, whichever needs fewer requests.
 * One node does it at a time, in one thread.
 */
final class Looks {

    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

    private static final int SAMPLE = 3;
    private static final int CHOSEN_FROM = 500;
    private static final int BATCH = 20;
    private static final Duration LEAST_WAIT = Duration.ofMinutes(1);
    private static final Duration MOST_WAIT = Duration.ofMinutes(15);
    private static final int WAIT_SHARE = 20;
    private static final Duration LIST_AT_LEAST_EVERY = Duration.ofHours(1);

    private static final String DUE = " FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = 'ORDERED' AND LOOK_AT <= ?";

    private final EgressVault vault;
    private final Listing listing;
    private final LookPace pace;
    private final Random random = new Random();
    private final AtomicInteger lastPages = new AtomicInteger();
    private final AtomicReference<Instant> lastList = new AtomicReference<>(Instant.EPOCH);

    Looks(EgressVault vault, Listing listing) {
        this.vault = vault;
        this.listing = listing;
        this.pace = listing.looks();
    }

    private record Waiting(String archiveId, String jobId, Instant ordered) {}

    /**
     * The result of a check of some jobs, one by one.
     *
     * @param size    the number of jobs
     * @param decided the number of jobs that have ended
     * @param anyGone whether the service did not know a job
     */
    private record Sample(int size, int decided, boolean anyGone) {

        double share() {
            return decided / (double) size;
        }
    }

    /** Checks the jobs that are due, as far as the pace allows. */
    void look() {
        Instant now = vault.ledger().now();
        long due = count("SELECT COUNT(*) AS N" + DUE, vault.arn(), now);
        double left = pace.left(now, isAnythingWaitedFor());
        if (due == 0 || left <= 0) {
            return;
        }
        List<Waiting> oldest = due(now, CHOSEN_FROM);
        Sample sample = describe(sampleOf(oldest, left));
        long rest = due - sample.size();
        double wanted = rest * sample.share();
        double leftNow = left - sample.size() + sample.decided();
        long pages = pagesFor(wanted);
        boolean listIsDue = !now.isBefore(lastList.get().plus(LIST_AT_LEAST_EVERY)) && leftNow + rest >= pages;
        if (rest > 0 && sample.decided() > 0 && (sample.anyGone() || rest <= pages) && leftNow + wanted >= rest) {
            describeAll(now);
        } else if (rest > 0 && (listIsDue || sample.decided() > 0 && leftNow + wanted >= pages)) {
            list(now);
        }
        postpone(now, oldest);
    }

    private boolean isAnythingWaitedFor() {
        return vault.ledger()
                .hasRow(
                        "SELECT ARCHIVE_ID FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = 'ORDERED'"
                                + " FETCH FIRST 1 ROWS ONLY",
                        vault.arn());
    }

    private long count(String query, Object... values) {
        return sql().query(query, row -> row.getLong("N"), values).get(0);
    }

    private List<Waiting> due(Instant now, int most) {
        return sql().query(
                        "SELECT ARCHIVE_ID, JOB_ID, ORDERED_AT" + DUE
                                + " ORDER BY VAULT_ARN, STATE, LOOK_AT FETCH FIRST ? ROWS ONLY",
                        row -> new Waiting(
                                row.getString("ARCHIVE_ID"), row.getString("JOB_ID"), Sql.instant(row, "ORDERED_AT")),
                        vault.arn(),
                        now,
                        most);
    }

    /**
     * A sample of the jobs that are due: the job that was ordered first, and random ones, so that a job that never ends
     * does not hide the others.
     */
    private List<Waiting> sampleOf(List<Waiting> due, double left) {
        List<Waiting> any = new ArrayList<>(due);
        Collections.shuffle(any, random);
        Waiting first = Collections.min(due, Comparator.comparing(Waiting::ordered));
        any.remove(first);
        any.add(0, first);
        return any.subList(0, Math.min(any.size(), Math.max(1, Math.min(SAMPLE, (int) left))));
    }

    private Sample describe(List<Waiting> jobs) {
        int decided = 0;
        boolean anyGone = false;
        List<AwsServiceException> failures = new ArrayList<>();
        for (Waiting one : jobs) {
            pace.spend(1);
            try {
                GlacierJobDescription job =
                        vault.vault().jobs().describe(vault.options().vault(), one.jobId());
                Clocks clocks = Clocks.local(vault.ledger().now());
                decided += listing.sightings().see(List.of(job), clocks).noticed();
            } catch (AwsServiceException e) {
                if (Failure.of(e) == Failure.GONE) {
                    anyGone = true;
                    decided += listing.sightings().gone(one.archiveId(), one.jobId()) ? 1 : 0;
                } else {
                    failures.add(failed(one, e));
                }
            }
        }
        if (failures.size() == jobs.size()) {
            throw failures.get(0);
        }
        return new Sample(jobs.size(), decided, anyGone);
    }

    /**
     * Looks at a job later that the service cannot describe now: it would be the first one of each sample, and delay
     * the others.
     *
     * @throws AwsServiceException if the service throttles requests: then no further request is sent
     */
    private AwsServiceException failed(Waiting one, AwsServiceException failure) {
        if (Failure.of(failure) == Failure.THROTTLED) {
            throw failure;
        }
        LOG.warn(
                "Vault {}: job {} is looked at later: {}",
                vault.arn(),
                Outcome.printable(one.jobId()),
                Outcome.printable(failure.getMessage()));
        sql().update(
                        "UPDATE {ARCHIVE} SET LOOK_AT = ? WHERE " + Sql.OF_ARCHIVE + " AND JOB_ID = ? AND " + Sql.STATE
                                + " = 'ORDERED'",
                        vault.ledger().now().plus(MOST_WAIT),
                        vault.arn(),
                        one.archiveId(),
                        one.jobId());
        return failure;
    }

    private void describeAll(Instant now) {
        Sample last;
        do {
            List<Waiting> next = due(now, BATCH);
            if (next.isEmpty()) {
                return;
            }
            last = describe(next);
            listing.progress().run();
        } while (last.share() >= 0.5);
    }

    /** The expected number of pages of the list of ended jobs. */
    private long pagesFor(double more) {
        long ready = count("SELECT COUNT(*) AS N FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = 'READY'", vault.arn());
        long jobs = (long) Math.ceil(ready + more);
        return Math.max(lastPages.get(), jobs / 50 + 1);
    }

    private void list(Instant now) {
        lastPages.set(listing.read(true));
        lastList.set(now);
    }

    /** Sets when jobs that are still in progress are checked again: after a fraction of the time since their orders. */
    private void postpone(Instant now, List<Waiting> oldest) {
        Duration age = oldest.stream()
                .map(one -> Duration.between(one.ordered(), now))
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration wait = age.dividedBy(WAIT_SHARE);
        wait = wait.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : wait.compareTo(MOST_WAIT) > 0 ? MOST_WAIT : wait;
        sql().update(
                        "UPDATE {ARCHIVE} SET LOOK_AT = ? WHERE VAULT_ARN = ? AND STATE = 'ORDERED' AND LOOK_AT <= ?",
                        vault.ledger().now().plus(wait),
                        vault.arn(),
                        now);
    }

    private Sql sql() {
        return vault.ledger().sql();
    }
}
