package io.github.glacierjob.internal.figures;

import io.github.glacierjob.snapshot.Alarm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps the alarms that the last poll found. Thread-safe. */
final class Alarms {

    private final Map<AlarmCause, Alarm> active = new EnumMap<>(AlarmCause.class);

    /** The alarms that are new, and the causes that are over. */
    record Change(List<Alarm> raised, Set<AlarmCause> over) {}

    /** Replaces the alarms that were found before, except those that could not be checked now. */
    synchronized Change found(Map<AlarmCause, String> now, Set<AlarmCause> notJudged, Instant at) {
        Map<AlarmCause, Alarm> before = new HashMap<>(active);
        active.keySet().removeIf(cause -> !now.containsKey(cause) && !notJudged.contains(cause));
        List<Alarm> raised = new ArrayList<>();
        now.forEach((cause, text) -> {
            Alarm known = before.remove(cause);
            Alarm alarm = new Alarm(cause.toString(), text, cause.remedy(), known == null ? at : known.since());
            active.put(cause, alarm);
            if (known == null) {
                raised.add(alarm);
            }
        });
        before.keySet().removeAll(notJudged);
        return new Change(raised, Set.copyOf(before.keySet()));
    }

    synchronized List<Alarm> active() {
        return List.copyOf(active.values());
    }
}
