package io.github.glacierjob.snapshot;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A problem that needs an operator. Immutable.
 *
 * @param cause  a short name that never changes, such as {@code late}
 * @param text   the present state of the problem
 * @param remedy the action for the operator
 * @param since  the time when a poll first found the problem
 */
public record Alarm(String cause, String text, String remedy, Instant since) {

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("cause", cause);
        map.put("text", text);
        map.put("remedy", remedy);
        map.put("since", since.toString());
        return map;
    }
}
