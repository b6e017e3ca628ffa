package io.github.glacierjob.internal.listing;

import io.github.glacierjob.internal.service.GlacierJobs;
import io.github.glacierjob.job.VaultAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Holds the shared listings of one client, one for each vault in use. Thread-safe. */
public final class Listings {

    private final GlacierJobs jobs;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Map<VaultAddress, SharedListing> listings = new ConcurrentHashMap<>();

    /**
     * Creates the listings of a client.
     *
     * @param nanos this process's monotonic clock
     */
    public Listings(GlacierJobs jobs, InstantSource clock, LongSupplier nanos) {
        this.jobs = jobs;
        this.clock = clock;
        this.nanos = nanos;
    }

    public SharedListing of(VaultAddress vault) {
        return listings.computeIfAbsent(vault, address -> new SharedListing(jobs, address, clock, nanos));
    }
}
