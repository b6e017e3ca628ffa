package io.github.glacierjob.simulator.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest entries of a log, the oldest first. Thread-safe. */
public final class Recent<T> {
    private final int most;
    private final Deque<T> entries = new ArrayDeque<>();

    /** Keeps so many at most. */
    public Recent(int most) {
        this.most = most;
    }

    /** Adds the newest. */
    public synchronized void add(T entry) {
        if (entries.size() == most) {
            entries.pollFirst();
        }
        if (most > 0) {
            entries.addLast(entry);
        }
    }

    /** What is kept now. */
    public synchronized List<T> all() {
        return List.copyOf(entries);
    }

    /** Forgets all. */
    public synchronized void clear() {
        entries.clear();
    }
}
