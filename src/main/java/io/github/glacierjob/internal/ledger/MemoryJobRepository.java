package io.github.glacierjob.internal.ledger;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * A job repository in memory. Unlike Camel's memory repository it never evicts a job that the service may list again; it
 * removes a job only on request. Thread-safe.
 */
public final class MemoryJobRepository extends ServiceSupport implements IdempotentRepository {

    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    Set<String> keys() {
        return Set.copyOf(keys);
    }

    void forget(Set<String> unlisted) {
        keys.removeAll(unlisted);
    }

    @Override
    public boolean add(String key) {
        return keys.add(key);
    }

    @Override
    public boolean contains(String key) {
        return keys.contains(key);
    }

    @Override
    public boolean remove(String key) {
        return keys.remove(key);
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        keys.clear();
    }
}
