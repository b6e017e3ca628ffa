package io.github.glacierjob.internal.egress.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A number of archives and their bytes. Immutable.
 *
 * @param bytes without archives whose size is not known
 */
public record Totals(long archives, long bytes) {

    static final Totals NONE = new Totals(0, 0);

    Totals plus(Totals more) {
        return new Totals(archives + more.archives, bytes + more.bytes);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("archives", archives);
        map.put("bytes", bytes);
        return map;
    }
}
