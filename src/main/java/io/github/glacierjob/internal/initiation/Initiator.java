package io.github.glacierjob.internal.initiation;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;

/**
 * Initiates jobs, which cost money, and never one twice: a request whose answer was not clear is not sent again, the job
 * list decides what became of it. Thread-safe.
 */
public final class Initiator {

    /** From this age on a request that the list does not show counts as not executed, if its message comes again. */
    static final Duration SETTLED = Duration.ofMinutes(5);

    private static final int TURNS = 64;

    /** Of the whole process, because several endpoints may order the same. */
    private static final List<Object> TURN =
            Stream.generate(Object::new).limit(TURNS).toList();

    private static final GivenIds GIVEN = new GivenIds();

    private final GlacierJobs jobs;
    private final InstantSource clock;

    /**
     * Works with a service.
     *
     * @param jobs  the operations on jobs
     * @param clock this machine's clock
     */
    public Initiator(GlacierJobs jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * Initiates a job, or finds the one that an earlier delivery of the message made, or one that may be reused. Needs
     * {@code glacier:InitiateJob}, and {@code glacier:ListJobs} for all but a first request with a clear answer.
     *
     * @param order what is wanted
     * @param trail what the message remembers of it
     * @return the job
     * @throws JobMayExistException if the answer was not clear and the list does not settle it
     */
    public JobOrder.Filled initiate(JobOrder order, Trail trail) {
        Optional<JobOrder.Filled> earlier = earlier(order, trail);
        return earlier.isPresent() ? earlier.get() : oneByOne(order, trail);
    }

    /** Orders that might take each other's job wait for each other: the second finds what the first made. */
    private JobOrder.Filled oneByOne(JobOrder order, Trail trail) {
        if (order.reuse().isEmpty()) {
            return tierByTier(order, trail);
        }
        synchronized (TURN.get(Math.floorMod(order.place().hashCode(), TURNS))) {
            return tierByTier(order, trail);
        }
    }

    private Optional<JobOrder.Filled> earlier(JobOrder order, Trail trail) {
        Optional<Trail.Sent> last = trail.last();
        if (last.isEmpty()) {
            return trail.redelivered().flatMap(created -> seen(order, created));
        }
        Trail.Sent sent = last.get();
        if (sent.answer() != null) {
            return trail.redelivered().map(created -> new JobOrder.Filled(sent.answer(), false));
        }
        Optional<JobOrder.Filled> found = lookFor(sent, trail, null);
        boolean settled = !clock.instant().isBefore(sent.begun().plus(SETTLED));
        if (found.isEmpty() && !settled) {
            throw unlisted(sent, null);
        }
        return found;
    }

    /** A delivery that remembers nothing, as one that a copy of the message made: one look, and no waiting. */
    private Optional<JobOrder.Filled> seen(JobOrder order, Instant created) {
        ListedJobs listed = ListedJobs.of(order.request(), jobs, clock);
        List<GlacierJobDescription> made = listed.madeBy(order.tries(), listed.earliest(created));
        return theOnly(made, Trail.Sent.now(order.request(), created, Set.of()), null);
    }

    private JobOrder.Filled tierByTier(JobOrder order, Trail trail) {
        Iterator<InitiateJobRequest> tries = order.tries().iterator();
        while (true) {
            InitiateJobRequest request = tries.next();
            try {
                return reusedOrNew(request, order, trail);
            } catch (RuntimeException e) {
                if (Failure.of(e) != Failure.NO_CAPACITY || !tries.hasNext()) {
                    throw e;
                }
            }
        }
    }

    private JobOrder.Filled reusedOrNew(InitiateJobRequest request, JobOrder order, Trail trail) {
        WantedJob wanted = new WantedJob(request.jobParameters());
        if (order.reuse().isEmpty() || !wanted.isReusable()) {
            return send(request, Set.of(), trail);
        }
        ListedJobs listed = ListedJobs.of(request, jobs, clock);
        Optional<GlacierJobDescription> reusable =
                listed.reusable(wanted, order.reuse().get(), order.except());
        return reusable.isPresent()
                ? JobOrder.Filled.by(reusable.get(), true)
                : send(request, listed.idsOf(wanted), trail);
    }

    private JobOrder.Filled send(InitiateJobRequest request, Set<String> before, Trail trail) {
        Attempts attempts = jobs.attempts();
        while (true) {
            attempts.ready();
            Trail.Sent sent = Trail.Sent.now(request, clock.instant(), before);
            trail.remember(sent);
            try {
                InitiateJobResponse answer = identified(jobs.initiate(request));
                GIVEN.add(answer.jobId());
                trail.remember(sent.answered(answer));
                return new JobOrder.Filled(answer, false);
            } catch (RuntimeException e) {
                if (Failure.of(e) == Failure.STOPPED) {
                    throw e;
                }
                if (Failure.isUnclear(e)) {
                    return lookFor(sent, trail, e).orElseThrow(() -> unlisted(sent, e));
                }
                trail.forget();
                if (!attempts.again(e)) {
                    throw e;
                }
            }
        }
    }

    private static InitiateJobResponse identified(InitiateJobResponse answer) {
        if (!JobIds.isId(answer.jobId())) {
            throw RetryableException.create("The answer to InitiateJob has no job id: " + answer);
        }
        return answer;
    }

    /** Looks into the list, several times, because it may lag. */
    private Optional<JobOrder.Filled> lookFor(Trail.Sent sent, Trail trail, RuntimeException unclear) {
        Attempts looks = jobs.attempts();
        Trail.Sent known = sent;
        do {
            ListedJobs listed = listed(known, unclear);
            known = known.since(listed.earliest(known.begun()));
            trail.remember(known);
            Optional<JobOrder.Filled> found = theOnly(unclaimed(listed, known), known, unclear);
            if (found.isPresent() && GIVEN.add(found.get().answer().jobId())) {
                trail.remember(known.answered(found.get().answer()));
                return found;
            }
        } while (looks.pauses("the list does not show the job"));
        return Optional.empty();
    }

    private ListedJobs listed(Trail.Sent sent, RuntimeException unclear) {
        try {
            ListedJobs listed = ListedJobs.of(sent.request(), jobs, clock);
            listed.jobs().size();
            return listed;
        } catch (RuntimeException e) {
            JobMayExistException unlisted = unlisted(sent, unclear == null ? e : unclear);
            if (unclear != null) {
                unlisted.addSuppressed(e);
            }
            throw unlisted;
        }
    }

    private List<GlacierJobDescription> unclaimed(ListedJobs listed, Trail.Sent sent) {
        return listed.madeBy(List.of(sent.request()), sent.since()).stream()
                .filter(job -> !sent.before().contains(job.jobId()) && !GIVEN.contains(job.jobId()))
                .toList();
    }

    private static Optional<JobOrder.Filled> theOnly(
            Collection<GlacierJobDescription> made, Trail.Sent sent, RuntimeException unclear) {
        if (made.size() > 1) {
            List<String> ids = made.stream().map(GlacierJobDescription::jobId).toList();
            throw several(sent, ids, unclear);
        }
        return made.stream().findFirst().map(job -> JobOrder.Filled.by(job, false));
    }

    private static JobMayExistException unlisted(Trail.Sent sent, Throwable cause) {
        return new JobMayExistException(
                described(sent.request()) + " began at " + sent.begun()
                        + ", expected a clear answer or the job in the list, and got neither; the job may exist: deliver "
                        + "the message again later, or look with listJobs before you initiate it again",
                List.of(),
                cause);
    }

    private static JobMayExistException several(Trail.Sent sent, List<String> candidates, Throwable cause) {
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
