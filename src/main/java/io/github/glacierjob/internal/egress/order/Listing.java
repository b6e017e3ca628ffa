package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.service.JobQuery;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads the vault's job list page by page, keeps no page in memory, and compares the jobs with their rows. One node does
 * it at a time.
 *
 * @param progress called after each page; throws to end the reading
 */
record Listing(EgressVault vault, Sightings sightings, LookPace looks, Runnable progress) {

    /**
     * Reads the whole list.
     *
     * @param onlyCompleted whether jobs that are in progress are left out
     * @return the number of requests
     */
    int read(boolean onlyCompleted) {
        JobQuery query = new JobQuery(null, onlyCompleted ? true : null, null, null);
        AtomicInteger pages = new AtomicInteger();
        AtomicReference<Clocks> clocks = new AtomicReference<>();
        try {
            vault.vault().jobs().read(vault.options().vault(), query, page -> {
                pages.incrementAndGet();
                clocks.compareAndSet(null, Clocks.of(page, vault.ledger().now()));
                sightings.see(page.jobList(), clocks.get());
                progress.run();
            });
        } finally {
            looks.spend(pages.get());
        }
        return pages.get();
    }
}
