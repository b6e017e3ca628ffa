package io.github.glacierjob.examples.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** How many archives were in which state, from the start until now, in at most 600 samples. Thread-safe. */
final class History {
    private static final int MOST = 600;

    private final List<JsonObject> samples = new ArrayList<>();
    private int every = 1;
    private int calls;

    /** The figures of the route of the vault, as the console of the component has them. */
    private static JsonObject vault(CamelContext context) {
        DevConsole console = DevConsoleRegistry.get(context)
                .resolveById("glacier-job");
        JsonObject all = (JsonObject) console.call(DevConsole.MediaType.JSON);
        return ((JsonArray) all.get("consumers")).stream()
                .map(JsonObject.class::cast)
                .filter(one -> Egress.ROUTE.equals(one.get("routeId")))
                .findFirst()
                .orElseThrow();
    }

    /** Called once a second. When there are too many samples, every second one is left out. */
    void add(CamelContext context) {
        JsonObject vault = vault(context);
        if (vault.get("ledger") instanceof Map<?, ?> ledger) {
            JsonObject sample = new JsonObject();
            sample.put("time", vault.get("time"));
            ((Map<?, ?>) ledger.get("states"))
                    .forEach((state, totals) -> sample.put(state.toString(), ((Map<?, ?>) totals).get("archives")));
            add(sample);
        }
    }

    private synchronized void add(JsonObject sample) {
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

    String toJson(CamelContext context) {
        JsonObject root = new JsonObject();
        root.put("vault", vault(context));
        synchronized (this) {
            root.put("history", new JsonArray(samples));
        }
        return root.toJson();
    }
}
