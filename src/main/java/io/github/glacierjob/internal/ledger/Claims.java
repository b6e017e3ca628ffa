package io.github.glacierjob.internal.ledger;

import io.github.glacierjob.job.CompletedJob;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.spi.IdempotentRepository;

/** Claims jobs for this node: it adds the job's key to a repository, which several nodes may share. */
public final class Claims {

    private final IdempotentRepository registry;
    private final Set<String> unreleased = ConcurrentHashMap.newKeySet();

    /** The right to work on a job, until it is closed. */
    public final class Claim implements AutoCloseable {

        private final String key;
        private final AtomicBoolean released = new AtomicBoolean();

        private Claim(String key) {
            this.key = key;
        }

        /** Releases the job. A second call does nothing, because another node may have claimed the job since then. */
        @Override
        public void close() {
            if (released.compareAndSet(false, true)) {
                release(key);
            }
        }
    }

    Claims(IdempotentRepository registry) {
        this.registry = registry;
    }

    private void release(String key) {
        try {
            registry.remove(key);
            unreleased.remove(key);
        } catch (RuntimeException e) {
            unreleased.add(key);
            throw e;
        }
    }

    /** Releases the jobs whose release failed before. */
    void retryReleases() {
        unreleased.forEach(this::release);
    }

    /** Claims a job; empty if another node has claimed it. */
    Optional<Claim> claim(CompletedJob job) {
        return registry.add(job.key()) ? Optional.of(new Claim(job.key())) : Optional.empty();
    }
}
