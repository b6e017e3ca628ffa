package io.github.glacierjob.internal.ledger;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;

/** A progress repository in memory; it removes a job only on request. Thread-safe. */
public final class MemoryProgressRepository extends ServiceSupport implements StateRepository<String, String> {

    private final Map<String, String> states = new ConcurrentHashMap<>();

    Set<String> keys() {
        return Set.copyOf(states.keySet());
    }

    void forget(Set<String> unlisted) {
        states.keySet().removeAll(unlisted);
    }

    @Override
    public void setState(String key, String value) {
        if (value.isEmpty()) {
            states.remove(key);
        } else {
            states.put(key, value);
        }
    }

    @Override
    public String getState(String key) {
        return states.get(key);
    }
}
