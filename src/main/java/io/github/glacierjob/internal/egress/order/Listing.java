package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.service.JobQuery;
import io.github.glacierjob.internal.text.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.ListJobsResponse;

/** Reads the vault's job list page by page, and keeps no page in memory. Not thread-safe. */
final class Listing {

    private final EgressVault vault;
    private final Boolean completed;
    private int pages;

    /**
     * A listing of the vault's jobs.
     *
     * @param onlyCompleted whether jobs that are in progress are left out
     */
    Listing(EgressVault vault, boolean onlyCompleted) {
        this.vault = vault;
        this.completed = onlyCompleted ? true : null;
    }

    /**
     * The times of the ledger's clock and of the service's clock at one moment.
     *
     * @param blur by how much the service's time may be wrong
     */
    record Clocks(Instant ledger, Instant service, Duration blur) {

        /**
         * The possible error of the service's clock: the Date header has whole seconds, and the service's machines
         * differ.
         */
        private static final Duration SERVICE_BLUR = Duration.ofSeconds(10);

        /** The largest error of a clock with which the service still accepts signatures. */
        private static final Duration LOCAL_BLUR = Duration.ofMinutes(15);

        /** The clocks if the service's time is not known. */
        static Clocks local(Instant ledger) {
            return new Clocks(ledger, ledger, LOCAL_BLUR);
        }

        private static Clocks of(ListJobsResponse page, Instant ledger) {
            return HttpDate.in(Optional.ofNullable(page.sdkHttpResponse())
                            .flatMap(answer -> answer.firstMatchingHeader("Date")))
                    .map(served -> new Clocks(ledger, served, SERVICE_BLUR))
                    .orElseGet(() -> local(ledger));
        }

        /**
         * Converts a time of the ledger to the service's clock. The result is the earliest possible time, because the
         * difference between the clocks is not known exactly.
         */
        Instant earliest(Instant moment) {
            return service.minus(Duration.between(moment, ledger)).minus(blur);
        }
    }

    /** The jobs of one page, and the clocks. */
    record Page(List<GlacierJobDescription> jobs, Clocks clocks) {}

    /** Reads the whole list. */
    void read(Consumer<Page> reader) {
        AtomicReference<Clocks> clocks = new AtomicReference<>();
        vault.vault().jobs().read(vault.options().vault(), new JobQuery(null, completed, null, null), page -> {
            pages++;
            clocks.compareAndSet(null, Clocks.of(page, vault.ledger().now()));
            reader.accept(new Page(page.jobList(), clocks.get()));
        });
    }

    /** The number of requests so far. */
    int pages() {
        return pages;
    }
}
