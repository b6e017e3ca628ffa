package io.github.glacierjob.internal.figures;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by name. Thread-safe. */
final class Tally {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void add(String name) {
        counts.computeIfAbsent(name, key -> new LongAdder()).increment();
    }

    /** The counts, sorted by name. */
    Map<String, Long> toMap() {
        Map<String, Long> map = new TreeMap<>();
        counts.forEach((name, count) -> map.put(name, count.sum()));
        return map;
    }
}
