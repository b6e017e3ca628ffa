package io.github.glacierjob.examples.egress;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * Keeps at most 600 samples from the start until now: when there are more, every second one is removed. Thread-safe.
 */
final class Samples {
    private static final int MOST = 600;

    private final List<JsonObject> samples = new ArrayList<>();
    private int every = 1;
    private int calls;

    synchronized void add(JsonObject sample) {
        if (calls++ % every != 0) {
            return;
        }
        samples.add(sample);
        if (samples.size() > MOST) {
            for (int i = samples.size() - 2; i > 0; i -= 2) {
                samples.remove(i);
            }
            every *= 2;
        }
    }

    synchronized JsonArray toJson() {
        return new JsonArray(samples);
    }
}
