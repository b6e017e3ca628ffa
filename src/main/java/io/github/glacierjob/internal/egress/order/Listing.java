package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.service.JobQuery;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.JobList;
import io.github.glacierjob.job.VaultAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** Reads the vault's job list page by page, and keeps no page. Not thread-safe. */
final class Listing {

    private static final int MOST_EMPTY = 1000;

    private final EgressVault vault;
    private final Boolean completed;
    private int pages;
    private int emptyInARow;
    private String compared;

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

        private static Clocks of(JobList page, Instant ledger) {
            return page.servedAt()
                    .map(served -> new Clocks(ledger, served, SERVICE_BLUR))
                    .orElseGet(() -> local(ledger));
        }

        /** A moment of the ledger by the service's clock, as early as it may have been. */
        Instant earliest(Instant moment) {
            return service.minus(Duration.between(moment, ledger)).minus(blur);
        }
    }

    /** Jobs of one page. */
    record Page(List<GlacierJobDescription> jobs, Clocks clocks) {}

    /** Reads the list to its end. */
    void read(Consumer<Page> reader) {
        String marker = null;
        Clocks clocks = null;
        do {
            VaultAddress address = vault.options().vault();
            JobList page =
                    vault.vault().jobs().list(address, new JobQuery(null, completed, JobQuery.MAX_LIMIT, marker));
            pages++;
            clocks = clocks == null ? Clocks.of(page, vault.ledger().now()) : clocks;
            reader.accept(new Page(page, clocks));
            marker = page.nextMarker();
            checkEnd(page.isEmpty(), marker, address);
        } while (marker != null);
    }

    /** The markers are compared with one that is replaced after 1, 2, 4... pages: a circle is found without keeping all. */
    private void checkEnd(boolean empty, String marker, VaultAddress address) {
        emptyInARow = empty ? emptyInARow + 1 : 0;
        if (marker != null && marker.equals(compared)) {
            throw SdkClientException.create("Vault " + address + ": expected a new marker on each page of the job list,"
                    + " got '" + Rejection.printable(marker) + "' twice");
        }
        if (emptyInARow == MOST_EMPTY) {
            throw SdkClientException.create("Vault " + address + ": expected jobs or the end of the job list, got "
                    + MOST_EMPTY + " empty pages in a row");
        }
        if (Integer.bitCount(pages) == 1) {
            compared = marker;
        }
    }

    /** How many requests it has needed so far. */
    int pages() {
        return pages;
    }
}
