package io.github.glacierjob.job;

import java.util.Optional;

/** Who works on which job: a job is claimed by adding its key to a registry, which may be shared by several nodes. */
public final class Claims {

    private final Registry registry;

    /** Where claims are kept. Thread-safe. */
    public interface Registry {

        /**
         * Adds a key.
         *
         * @param key stands for a job
         * @return false if it was there already
         */
        boolean add(String key);

        /**
         * Removes a key.
         *
         * @param key stands for a job
         */
        void remove(String key);
    }

    /** A job that nobody else works on until it is closed. */
    public final class Claim implements AutoCloseable {

        private final String key;

        private Claim(String key) {
            this.key = key;
        }

        /** Releases the job: the one way back of every claim. */
        @Override
        public void close() {
            registry.remove(key);
        }
    }

    /**
     * Keeps claims in a registry.
     *
     * @param registry where they are kept
     */
    public Claims(Registry registry) {
        this.registry = registry;
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
