package io.github.glacierjob;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.URISupport;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Shows what each consumer of the context does now. Sends no request to the service. */
@DevConsole(name = "glacier-job", displayName = "AWS Glacier Job", description = "Jobs and outputs being consumed")
public class GlacierJobConsole extends AbstractDevConsole {

    /** Creates a console that has no context yet. */
    public GlacierJobConsole() {
        super("camel", "glacier-job", "AWS Glacier Job", "Jobs and outputs being consumed");
    }

    @Override
    public String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (Route route : routes()) {
            text.append("Route: ").append(route.getId()).append('\n');
            status(route).forEach((name, value) -> text.append("    ")
                    .append(name)
                    .append(": ")
                    .append(value)
                    .append('\n'));
        }
        return text.toString();
    }

    @Override
    public JsonObject doCallJson(Map<String, Object> options) {
        JsonArray consumers = new JsonArray();
        for (Route route : routes()) {
            JsonObject consumer = new JsonObject();
            consumer.put("routeId", route.getId());
            consumer.putAll(status(route));
            consumers.add(consumer);
        }
        JsonObject root = new JsonObject();
        root.put("consumers", consumers);
        return root;
    }

    private List<Route> routes() {
        return getCamelContext().getRoutes().stream()
                .filter(route -> route.getConsumer() instanceof GlacierJobConsumer)
                .toList();
    }

    private static Map<String, Object> status(Route route) {
        Consumer consumer = Objects.requireNonNull(route.getConsumer());
        JsonObject status = new JsonObject();
        status.put("uri", URISupport.sanitizeUri(consumer.getEndpoint().getEndpointUri()));
        status.putAll(((GlacierJobConsumer) consumer).statistics().toMap());
        return status;
    }
}
