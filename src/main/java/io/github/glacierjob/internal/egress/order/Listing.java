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

/** Reads the vault's job list page by page, and keeps no page. Not thread-safe. */
final class Listing {

    private final EgressVault vault;
    private final Boolean completed;
    private int pages;

    /** A listing of all jobs, or of those that have ended. */
    Listing(EgressVault vault, boolean onlyCompleted) {
        this.vault = vault;
        this.completed = onlyCompleted ? true : null;
    }

    /**
     * The service's clock beside the ledger's at one moment.
     *
     * @param blur by how much the service's may be wrong
     */
    record Clocks(Instant ledger, Instant service, Duration blur) {

        /** Covers the whole seconds of the Date header and what machines of one service differ by. */
        private static final Duration SERVICE_BLUR = Duration.ofSeconds(10);

        /** What a clock may be wrong by while the service still takes its signatures. */
        private static final Duration LOCAL_BLUR = Duration.ofMinutes(15);

        /** Where the service does not say what time it is. */
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
         * A time of the ledger, converted to the service's clock; the earliest that is possible, because the
         * difference of the clocks is not exactly known.
         */
        Instant earliest(Instant moment) {
            return service.minus(Duration.between(moment, ledger)).minus(blur);
        }
    }

    /** Jobs of one page. */
    record Page(List<GlacierJobDescription> jobs, Clocks clocks) {}

    /** Reads the list to its end. */
    void read(Consumer<Page> reader) {
        AtomicReference<Clocks> clocks = new AtomicReference<>();
        vault.vault().jobs().read(vault.options().vault(), new JobQuery(null, completed, null, null), page -> {
            pages++;
            clocks.compareAndSet(null, Clocks.of(page, vault.ledger().now()));
            reader.accept(new Page(page.jobList(), clocks.get()));
        });
    }

    /** How many requests it has needed so far. */
    int pages() {
        return pages;
    }
}
