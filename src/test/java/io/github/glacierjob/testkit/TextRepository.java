package io.github.glacierjob.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;

/** A progress repository that survives its contexts, like a database, and refuses the values that a test chooses. */
public final class TextRepository extends ServiceSupport implements StateRepository<String, String> {

    public final Map<String, String> states = new ConcurrentHashMap<>();
    public volatile Predicate<String> refused = value -> false;

    @Override
    public void setState(String key, String value) {
        if (refused.test(value)) {
            throw new IllegalStateException("The database is down");
        }
        states.put(key, value);
    }

    @Override
    public String getState(String key) {
        return states.get(key);
    }

    /** The keys that are stored for started outputs. */
    public long begun() {
        return states.entrySet().stream()
                .filter(state -> state.getKey().startsWith("begun/"))
                .filter(state -> !state.getValue().isEmpty())
                .count();
    }
}
