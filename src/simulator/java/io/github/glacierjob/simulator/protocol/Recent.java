package io.github.glacierjob.simulator.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest entries of a log, the oldest first. Thread-safe. */
public final class Recent<T> {
    private final int most;
    private final Deque<T> entries = new ArrayDeque<>();

    /** Creates a log that keeps at most this number of entries. */
    public Recent(int most) {
        this.most = most;
    }

    /** Adds the newest entry. */
    public synchronized void add(T entry) {
        if (entries.size() == most) {
            entries.pollFirst();
        }
        if (most > 0) {
            entries.addLast(entry);
        }
    }

    /** The entries that are kept now. */
    public synchronized List<T> all() {
        return List.copyOf(entries);
    }

    /** Removes all entries. */
    public synchronized void clear() {
        entries.clear();
    }
}
