package io.github.glacierjob.repository;

import java.util.Collection;
import java.util.Set;

/**
 * A repository of jobs that can look up many keys at once. A consumer asks an {@code idempotentRepository} or an
 * {@code inProgressRepository} that implements this about many jobs of a listing at once, others about each job. Thread-safe.
 */
public interface KeyLookup {

    /**
     * Which of the keys are in the repository.
     *
     * @param keys any number of keys
     * @return those of them that are there
     */
    Set<String> containing(Collection<String> keys);
}
