package io.github.glacierjob.internal.egress.delivery;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.event.GlacierJobEvent.Subject;
import io.github.glacierjob.internal.delivery.ClaimedJob;
import io.github.glacierjob.internal.delivery.Delivery;
import io.github.glacierjob.internal.egress.claim.HeldArchive;
import io.github.glacierjob.internal.egress.proof.ChunkRecords;
import io.github.glacierjob.internal.figures.Figures;
import io.github.glacierjob.internal.outlet.RouteFailedException;
import io.github.glacierjob.internal.outlet.Uninterrupted;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobOutputExpiredException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes a claimed archive in a slot: delivers it, handles a failure, and releases the claim. Thread-safe. */
final class ArchiveRun {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveRun.class);

    private static final Set<Trouble> NEWS = EnumSet.of(Trouble.ROUTE, Trouble.CORRUPT, Trouble.GONE, Trouble.OURS);

    private final Desk desk;
    private final WorkSpace space;
    private final Delivery delivery;
    private final BooleanSupplier awaitResume;
    private final ChunkRecords seen = new ChunkRecords();
    private final Map<String, Instant> doubts = new ConcurrentHashMap<>();

    /**
     * The runs of all slots.
     *
     * @param awaitResume waits while the consumer is suspended; returns false if the consumer stops
     */
    ArchiveRun(Desk desk, WorkSpace space, Delivery delivery, BooleanSupplier awaitResume) {
        this.desk = desk;
        this.space = space;
        this.delivery = delivery;
        this.awaitResume = awaitResume;
    }

    /** Delivers an archive in a slot. Failures are handled here; only errors of this program are thrown. */
    void run(HeldArchive archive) {
        CompletedJob job = null;
        try {
            job = ReadyJob.of(desk.vault().vault(), archive.row());
            space.take(job);
            deliver(archive, job);
        } catch (JobOutputExpiredException e) {
            Succession jobs = new Succession(desk, archive, null, doubts);
            settled(archive, () -> gone(archive, null, jobs, e));
        } catch (RuntimeException | Error e) {
            LOG.debug("Archive {} did not begin", printable(archive.row().archiveId()), e);
            tell(archive, e);
            desk.reports().report(archive.row().archiveId(), job, e);
            settled(archive, () -> desk.setbacks().postpone(archive, e));
        } finally {
            if (job != null) {
                space.giveBack(job);
            }
            Uninterrupted.run(() -> desk.claims().release(archive));
        }
    }

    private void deliver(HeldArchive archive, CompletedJob job) {
        String id = archive.row().archiveId();
        Succession jobs = new Succession(desk, archive, job, doubts);
        ArchiveLabels labels = new ArchiveLabels(archive, job, desk.vault().options(), seen);
        ArchiveCommits commits = new ArchiveCommits(desk, archive, jobs, labels);
        try (ClaimedJob claimed = new ClaimedJob(desk.consumed(), job, commits, labels)) {
            try {
                if (deliverToEnd(claimed)) {
                    desk.consumed().statistics().consumed(job, id);
                    commits.proof().ifPresent(proof -> signal(Kind.PROVED, new Subject(job.id(), id, proof, 0, -1)));
                    forget(id);
                }
            } catch (RouteFailedException | InterruptedException | RuntimeException | Error e) {
                Uninterrupted.run(() -> failed(archive, job, jobs, commits, e));
            }
        }
    }

    private void forget(String id) {
        desk.setbacks().forget(id);
        desk.reports().forget(id);
        doubts.remove(id);
        seen.forget(id);
    }

    /**
     * Delivers all messages. A suspension ends the delivery after the current message; the claim is kept, and the
     * delivery continues after the resumption. Returns false if the consumer stops.
     */
    private boolean deliverToEnd(ClaimedJob claimed) throws RouteFailedException, InterruptedException {
        while (true) {
            try {
                if (delivery.deliver(claimed)) {
                    return true;
                }
            } catch (CancellationException e) {
                if (desk.consumed().outlet().isOpen()) {
                    throw e;
                }
                LOG.debug("Job {} was suspended", printable(claimed.job().id()), e);
            }
            if (!awaitResume.getAsBoolean()) {
                return false;
            }
        }
    }

    private void failed(
            HeldArchive archive, CompletedJob job, Succession jobs, ArchiveCommits commits, Throwable thrown) {
        String id = archive.row().archiveId();
        Throwable failure = thrown instanceof RouteFailedException ? thrown.getCause() : thrown;
        Trouble trouble = Trouble.of(thrown);
        if (NEWS.contains(trouble)) {
            tell(archive, failure);
        }
        switch (trouble) {
            case ROUTE -> {
                desk.reports().reportRoute(id, job, failure);
                if (desk.consumed().outlet().isOpen()) {
                    settled(archive, () -> desk.setbacks().ofRoute(archive, commits.failures(), failure));
                }
            }
            case CORRUPT -> {
                desk.reports().report(id, job, failure);
                settled(archive, () -> desk.setbacks().ofContent(archive, commits.failures(), failure));
            }
            case GONE -> settled(archive, () -> gone(archive, job, jobs, failure));
            case OURS -> {
                desk.reports().report(id, job, failure);
                settled(archive, () -> desk.setbacks().postpone(archive, failure));
            }
            case LOST -> LOG.warn("{}", printable(String.valueOf(failure.getMessage())));
            default -> LOG.debug("Archive {} stops here: {}", printable(id), printable(failure.toString()));
        }
    }

    private void tell(HeldArchive archive, Throwable failure) {
        Figures figures = desk.consumed().statistics().figures();
        figures.failed(failure);
        signal(
                Kind.FAILED,
                new Subject(archive.row().jobId(), archive.row().archiveId(), Figures.shown(failure), 0, -1));
    }

    private void signal(Kind kind, Subject subject) {
        desk.consumed().statistics().figures().signal(kind, subject);
    }

    private void gone(HeldArchive archive, CompletedJob job, Succession jobs, Throwable failure) {
        if (!jobs.settle()) {
            desk.reports().report(archive.row().archiveId(), job, failure);
            desk.setbacks().postpone(archive, failure);
        }
    }

    /** Stores the result of an archive. If that fails, the claim is released later, and the archive is tried again. */
    private void settled(HeldArchive archive, Runnable settlement) {
        try {
            settlement.run();
        } catch (RuntimeException e) {
            LOG.warn(
                    "The result of archive {} cannot be stored; the archive is tried again: {}",
                    printable(archive.row().archiveId()),
                    printable(e.toString()));
        }
    }
}
