package io.github.glacierjob.internal.ledger;

import io.github.glacierjob.job.CompletedJob;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.spi.IdempotentRepository;

/** Who works on which job: a job is claimed by adding its key to a repository, which may be shared by several nodes. */
public final class Claims {

    private final IdempotentRepository registry;
    private final Set<String> owed = ConcurrentHashMap.newKeySet();

    /** A job that nobody else works on until it is closed. */
    public final class Claim implements AutoCloseable {

        private final String key;
        private final AtomicBoolean released = new AtomicBoolean();

        private Claim(String key) {
            this.key = key;
        }

        /** Releases the job: the one way back of every claim. A second call does nothing, the job may be another's then. */
        @Override
        public void close() {
            if (released.compareAndSet(false, true)) {
                release(key);
            }
        }
    }

    /**
     * Keeps claims in a registry.
     *
     * @param registry where they are kept
     */
    public Claims(IdempotentRepository registry) {
        this.registry = registry;
    }

    private void release(String key) {
        owed.add(key);
        registry.remove(key);
        owed.remove(key);
    }

    /** Releases the jobs that could not be released when they should have been, because the registry failed. */
    public void releaseOwed() {
        owed.forEach(this::release);
    }

    /**
     * Claims a job.
     *
     * @param job the job
     * @return the claim, or empty if it is somebody else's now
     */
    public Optional<Claim> claim(CompletedJob job) {
        return registry.add(job.key()) ? Optional.of(new Claim(job.key())) : Optional.empty();
    }
}
