package io.github.glacierjob.repository;

import java.util.Collection;
import java.util.Set;

/**
 * A repository of jobs that can look up many keys at once. If an {@code idempotentRepository} or an
 * {@code inProgressRepository} implements this, a consumer looks up many jobs of a listing with one call; otherwise it
 * looks up each job. Thread-safe.
 */
public interface KeyLookup {

    /**
     * Returns the keys that are in the repository.
     *
     * @param keys any number of keys
     * @return the keys that the repository has
     */
    Set<String> containing(Collection<String> keys);
}
