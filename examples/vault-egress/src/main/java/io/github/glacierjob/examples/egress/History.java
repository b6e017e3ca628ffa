package io.github.glacierjob.examples.egress;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * Keeps the figures of each vault that has a route, and how many archives were in each state since the start.
 * Thread-safe.
 */
final class History {
    private final Map<Object, Samples> samples = new ConcurrentHashMap<>();

    /** Called once a second. */
    void add(CamelContext context) {
        for (JsonObject vault : vaults(context)) {
            if (vault.get("ledger") instanceof Map<?, ?> ledger) {
                JsonObject sample = new JsonObject();
                sample.put("time", vault.get("time"));
                ((Map<?, ?>) ledger.get("states"))
                        .forEach((state, totals) -> sample.put(state.toString(), ((Map<?, ?>) totals).get("archives")));
                samples(vault).add(sample);
            }
        }
    }

    private Samples samples(JsonObject vault) {
        return samples.computeIfAbsent(vault.get("routeId"), route -> new Samples());
    }

    /** The figures and the history of each vault, and the data about all of them. */
    String toJson(CamelContext context, String note) {
        JsonArray all = new JsonArray();
        for (JsonObject vault : vaults(context)) {
            JsonObject one = new JsonObject();
            one.put("vault", vault);
            one.put("history", samples(vault).toJson());
            all.add(one);
        }
        JsonObject root = new JsonObject();
        root.put("note", note);
        root.put("vaults", all);
        return root.toJson();
    }

    /** The figures in the form of the component's console. */
    private static List<JsonObject> vaults(CamelContext context) {
        DevConsole console = DevConsoleRegistry.get(context).resolveById("glacier-job");
        JsonObject all = (JsonObject) console.call(DevConsole.MediaType.JSON);
        List<JsonObject> vaults = objects(all, "consumers")
                .filter(one -> "glacier-egress".equals(one.get("scheme")))
                .toList();
        vaults.forEach(vault -> objects(all, "producers")
                .filter(other -> vault.get("vault").equals(other.get("vault")))
                .forEach(other -> addRequests(vault, other)));
        return vaults;
    }

    private static Stream<JsonObject> objects(JsonObject all, String member) {
        return ((JsonArray) all.get(member)).stream().map(JsonObject.class::cast);
    }

    /**
     * The requests about the same vault from endpoints without a route, such as those of the preview and the receipt.
     */
    private static void addRequests(JsonObject vault, JsonObject other) {
        for (String member : List.of("requests", "retries")) {
            Map<String, Long> sum = new TreeMap<>();
            for (JsonObject one : List.of(vault, other)) {
                ((Map<?, ?>) one.get(member))
                        .forEach((name, count) -> sum.merge(name.toString(), ((Number) count).longValue(), Long::sum));
            }
            vault.put(member, sum);
        }
        vault.put("throttles", ((Number) vault.get("throttles")).longValue() + ((Number) other.get("throttles")).longValue());
    }
}
