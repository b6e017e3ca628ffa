package io.github.glacierjob.internal.initiation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Remembers the ids of the jobs that were last assigned to messages, so that each job is assigned to one message.
 * Thread-safe.
 */
final class AssignedJobs {

    private static final int MOST = 10_000;

    private final Set<String> ids = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    }));

    /** Assigns a job to a message; false if another message has it. */
    boolean add(String id) {
        return ids.add(id);
    }

    boolean contains(String id) {
        return ids.contains(id);
    }
}
