package io.github.glacierjob.snapshot;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that an operator has to look at. Immutable.
 *
 * @param cause  a short name that never changes, such as {@code late}
 * @param text   what it is now
 * @param remedy what to do
 * @param since  when a poll first found it
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
