package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.service.GlacierJobs;
import io.github.glacierjob.internal.service.JobQuery;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobList;
import io.github.glacierjob.job.VaultAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glacier.model.ActionCode;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InventoryRetrievalJobDescription;
import software.amazon.awssdk.services.glacier.model.StatusCode;

/**
 * Finds the inventory jobs of the whole vault in the job list. Immutable. The list is read page by page, because it may
 * be long.
 *
 * @param succeeded the newest job whose output still exists
 * @param begun     the oldest job that is in progress
 */
public record ListedInventories(Optional<CompletedJob> succeeded, Optional<GlacierJobDescription> begun) {

    /** The least time that an output must still exist, so that its download may begin. */
    private static final Duration LEAST_LIFE = Duration.ofMinutes(15);

    public static ListedInventories of(
            GlacierJobs service, VaultAddress vault, InstantSource clock, Predicate<CompletedJob> usable) {
        AtomicReference<ListedInventories> found =
                new AtomicReference<>(new ListedInventories(Optional.empty(), Optional.empty()));
        service.read(vault, new JobQuery(null, null, null, null), answer -> {
            JobList page = new JobList(answer, null);
            Instant now = page.servedAt().orElseGet(clock::instant);
            found.updateAndGet(before -> before.and(page, now.plus(LEAST_LIFE), usable));
        });
        return found.get();
    }

    private ListedInventories and(JobList page, Instant needed, Predicate<CompletedJob> usable) {
        Stream<CompletedJob> living = page.stream()
                .filter(job -> isWhole(job)
                        && job.statusCode() == StatusCode.SUCCEEDED
                        && Boolean.TRUE.equals(job.completed()))
                .map(CompletedJob::new)
                .filter(job -> job.expiresAt().filter(needed::isBefore).isPresent() && usable.test(job));
        Stream<GlacierJobDescription> waiting =
                page.stream().filter(job -> isWhole(job) && job.statusCode() == StatusCode.IN_PROGRESS);
        return new ListedInventories(
                Stream.concat(succeeded.stream(), living)
                        .max(Comparator.comparing(job -> job.completedAt().orElseThrow())),
                Stream.concat(begun.stream(), waiting)
                        .min(Comparator.comparing(job -> String.valueOf(job.creationDate()))));
    }

    /** Whether the inventory of a job contains the whole vault. */
    private static boolean isWhole(GlacierJobDescription job) {
        InventoryRetrievalJobDescription asked = job.inventoryRetrievalParameters();
        return job.action() == ActionCode.INVENTORY_RETRIEVAL
                && (asked == null
                        || asked.startDate() == null
                                && asked.endDate() == null
                                && asked.limit() == null
                                && asked.marker() == null);
    }
}
