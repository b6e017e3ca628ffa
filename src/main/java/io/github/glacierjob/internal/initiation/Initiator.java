package io.github.glacierjob.internal.initiation;

import io.github.glacierjob.internal.listing.Listings;
import io.github.glacierjob.internal.listing.Moment;
import io.github.glacierjob.internal.listing.SharedListing;
import io.github.glacierjob.internal.service.Attempts;
import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.internal.service.GlacierJobs;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.JobMayExistException;
import io.github.glacierjob.job.VaultAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;

/**
 * Initiates jobs, which cost money, and never the same job twice: a request without a clear answer is not repeated; the
 * job list shows whether it was executed. Thread-safe.
 */
public final class Initiator {

    /**
     * If the list does not show the job of a request of this age, the request counts as not executed when its message is
     * delivered again.
     */
    static final Duration SETTLED = Duration.ofMinutes(5);

    /** Shared by the whole process, because several endpoints may order the same job. */
    private static final Competition COMPETITION = new Competition();

    private static final AssignedJobs ASSIGNED = new AssignedJobs();

    private final GlacierJobs jobs;
    private final Listings listings;
    private final InstantSource clock;
    private final LongSupplier nanos;

    /**
     * Creates an initiator for a client.
     *
     * @param listings the job lists that its orders share
     * @param nanos this process's monotonic clock, which cannot be set but stops while the machine sleeps
     */
    public Initiator(GlacierJobs jobs, Listings listings, InstantSource clock, LongSupplier nanos) {
        this.jobs = jobs;
        this.listings = listings;
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * Initiates a job, or finds the job of an earlier delivery of the message, or a job that may be reused. Needs
     * {@code glacier:InitiateJob}, and {@code glacier:ListJobs} for all but a first request with a clear answer.
     *
     * @throws JobMayExistException if the answer was not clear and the list does not settle it
     */
    public JobOrder.Result initiate(JobOrder order, OrderHistory history) {
        return earlier(order, history).orElseGet(() -> oneByOne(order, history));
    }

    /** Runs orders that might use the same job one after another, so that the second finds the job of the first. */
    private JobOrder.Result oneByOne(JobOrder order, OrderHistory history) {
        if (order.reuse().isEmpty()) {
            return tierByTier(order, history);
        }
        synchronized (COMPETITION.lockOf(order)) {
            return tierByTier(order, history);
        }
    }

    private Optional<JobOrder.Result> earlier(JobOrder order, OrderHistory history) {
        Optional<OrderHistory.Sent> last = history.last();
        if (last.isEmpty()) {
            return history.redelivered().flatMap(created -> seen(order, created));
        }
        OrderHistory.Sent sent = last.get();
        if (sent.answer() != null) {
            return history.redelivered().map(created -> JobOrder.Result.of(sent.request(), sent.answer(), false));
        }
        Optional<JobOrder.Result> found = lookFor(sent, order, history, null);
        if (found.isEmpty() && atLeast(sent).compareTo(SETTLED) < 0) {
            throw unlisted(sent, null);
        }
        return found;
    }

    /**
     * Looks for the job of an earlier delivery if the message has no memory of it, for example because it is a copy.
     * Reads the list once and does not wait.
     */
    private Optional<JobOrder.Result> seen(JobOrder order, Instant created) {
        ListedJobs listed = ListedJobs.of(order.request(), listingOf(order).begunAfter(Moment.now()));
        List<GlacierJobDescription> made =
                listed.madeBy(order.tries(), listed.earliest(Duration.between(created, clock.instant())));
        return atMostOne(made, OrderHistory.Sent.now(order.request(), created, null, Set.of()), null);
    }

    private JobOrder.Result tierByTier(JobOrder order, OrderHistory history) {
        Iterator<InitiateJobRequest> tries = order.tries().iterator();
        while (true) {
            InitiateJobRequest request = tries.next();
            try {
                return reusedOrNew(request, order, history);
            } catch (RuntimeException e) {
                if (Failure.of(e) != Failure.NO_CAPACITY || !tries.hasNext()) {
                    throw e;
                }
            }
        }
    }

    private JobOrder.Result reusedOrNew(InitiateJobRequest request, JobOrder order, OrderHistory history) {
        WantedJob wanted = new WantedJob(request.jobParameters());
        if (order.reuse().isEmpty() || !wanted.isReusable()) {
            return send(request, Set.of(), order, history);
        }
        ListedJobs listed = known(request, wanted, order);
        Optional<GlacierJobDescription> reusable =
                listed.reusable(wanted, order.reuse().get(), order.except());
        return reusable.isPresent()
                ? JobOrder.Result.of(request, reusable.get(), true)
                : send(request, listed.idsOf(wanted), order, history);
    }

    /** The jobs that may be reused. The list is read again only if the known snapshot leaves a doubt. */
    private ListedJobs known(InitiateJobRequest request, WantedJob wanted, JobOrder order) {
        SharedListing listing = listingOf(order);
        ListedJobs recent = ListedJobs.of(request, listing.recent(COMPETITION.lastUnknownTo(listing, order)));
        return recent.jobs().stream().anyMatch(wanted::isUndecided)
                ? ListedJobs.of(request, listing.begunAfter(Moment.now()))
                : recent;
    }

    private SharedListing listingOf(JobOrder order) {
        return listings.of(order.vault());
    }

    private JobOrder.Result send(InitiateJobRequest request, Set<String> before, JobOrder order, OrderHistory history) {
        Attempts attempts = jobs.attempts();
        while (true) {
            attempts.ready();
            OrderHistory.Sent sent = OrderHistory.Sent.now(request, clock.instant(), nanos.getAsLong(), before);
            history.remember(sent);
            try {
                InitiateJobResponse answer = identified(jobs.initiate(request));
                made(order, new InitiatedJob(request, answer, jobs.region()).description(clock.instant()));
                history.remember(sent.answered(answer));
                return JobOrder.Result.of(request, answer, false);
            } catch (RuntimeException e) {
                if (Failure.of(e) == Failure.STOPPED) {
                    COMPETITION.ended(order, null);
                    throw e;
                }
                if (Failure.isUnclear(e)) {
                    COMPETITION.ended(order, null);
                    return lookFor(sent, order, history, e).orElseThrow(() -> unlisted(sent, e));
                }
                history.forget();
                if (!attempts.again(e)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Records a new job. The job is added to the listing first, because an order that knows that the request has ended
     * must find its job there.
     */
    private void made(JobOrder order, GlacierJobDescription job) {
        ASSIGNED.add(job.jobId());
        listingOf(order).add(job);
        COMPETITION.ended(order, listingOf(order));
    }

    private static InitiateJobResponse identified(InitiateJobResponse answer) {
        if (!JobIds.isId(answer.jobId())) {
            throw RetryableException.create("The answer to InitiateJob has no job id: " + answer);
        }
        return answer;
    }

    /**
     * Looks for the job in the list. The list may lag, so this reads several listings, each begun after the request
     * ended.
     */
    private Optional<JobOrder.Result> lookFor(
            OrderHistory.Sent sent, JobOrder order, OrderHistory history, RuntimeException unclear) {
        Attempts looks = jobs.attempts();
        OrderHistory.Sent known = sent;
        do {
            ListedJobs listed = listed(known, order, unclear);
            known = known.since(listed.earliest(atMost(known)));
            history.remember(known);
            Optional<JobOrder.Result> found = atMostOne(unclaimed(listed, known), known, unclear);
            if (found.isPresent() && ASSIGNED.add(found.get().answer().jobId())) {
                history.remember(known.answered(found.get().answer()));
                return found;
            }
        } while (looks.pauses("the list does not show the job"));
        return Optional.empty();
    }

    /** The shortest possible time since a request: it lacks the time for which the machine slept. */
    private Duration atLeast(OrderHistory.Sent sent) {
        return sent.nanos() == null
                ? Duration.between(sent.begun(), clock.instant())
                : Duration.ofNanos(nanos.getAsLong() - sent.nanos());
    }

    /** The longest of the known times since a request; it holds if the clock was set back or the machine slept. */
    private Duration atMost(OrderHistory.Sent sent) {
        Duration byClock = Duration.between(sent.begun(), clock.instant());
        return byClock.compareTo(atLeast(sent)) > 0 ? byClock : atLeast(sent);
    }

    private ListedJobs listed(OrderHistory.Sent sent, JobOrder order, RuntimeException unclear) {
        try {
            return ListedJobs.of(sent.request(), listingOf(order).begunAfter(Moment.now()));
        } catch (RuntimeException e) {
            JobMayExistException unlisted = unlisted(sent, unclear == null ? e : unclear);
            if (unclear != null) {
                unlisted.addSuppressed(e);
            }
            throw unlisted;
        }
    }

    private List<GlacierJobDescription> unclaimed(ListedJobs listed, OrderHistory.Sent sent) {
        return listed.madeBy(List.of(sent.request()), sent.since()).stream()
                .filter(job -> !sent.before().contains(job.jobId()) && !ASSIGNED.contains(job.jobId()))
                .toList();
    }

    private static Optional<JobOrder.Result> atMostOne(
            Collection<GlacierJobDescription> made, OrderHistory.Sent sent, RuntimeException unclear) {
        if (made.size() > 1) {
            List<String> ids = made.stream().map(GlacierJobDescription::jobId).toList();
            throw several(sent, ids, unclear);
        }
        return made.stream().findFirst().map(job -> JobOrder.Result.of(sent.request(), job, false));
    }

    private static JobMayExistException unlisted(OrderHistory.Sent sent, Throwable cause) {
        return new JobMayExistException(
                described(sent.request()) + " began at " + sent.begun()
                        + ", expected a clear answer or the job in the list, and got neither; the job may exist: deliver "
                        + "the message again later, or look with listJobs before you initiate it again",
                List.of(),
                cause);
    }

    private static JobMayExistException several(OrderHistory.Sent sent, List<String> candidates, Throwable cause) {
        return new JobMayExistException(
                described(sent.request()) + " began at " + sent.begun()
                        + " without a clear answer, expected one job in the list that it may have made, found "
                        + candidates.stream().map(Rejection::printable).collect(Collectors.joining(" and "))
                        + "; nothing was initiated again: take one of them",
                candidates,
                cause);
    }

    private static String described(InitiateJobRequest request) {
        String archive = request.jobParameters().archiveId();
        return "Vault " + VaultAddress.parse(request.vaultName(), request.accountId()) + ": the initiation of "
                + request.jobParameters().type()
                + (archive == null ? "" : " of archive " + Rejection.printable(archive));
    }
}
