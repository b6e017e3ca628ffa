package io.github.glacierjob.testkit;

import io.github.glacierjob.GlacierJobConsole;
import io.github.glacierjob.event.GlacierJobEvent;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Reads all views of a context that an operator has: console, JMX, metrics, events, health and log. */
public final class Onlooker implements AutoCloseable {

    public final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    public final List<GlacierJobEvent> events = new CopyOnWriteArrayList<>();
    public final List<String> threads = new CopyOnWriteArrayList<>();
    private final CamelContext context;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    /** Observes a context that has not started. */
    public Onlooker(CamelContext context) {
        this.context = context;
        context.getRegistry().bind("meters", meters);
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof GlacierJobEvent ours) {
                    events.add(ours);
                    threads.add(Thread.currentThread().getName());
                }
            }
        });
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    public List<GlacierJobEvent> events(GlacierJobEvent.Kind kind) {
        return events.stream().filter(event -> event.getKind() == kind).toList();
    }

    public String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    public String text() {
        return console().doCallText(Map.of());
    }

    private GlacierJobConsole console() {
        GlacierJobConsole console = new GlacierJobConsole();
        console.setCamelContext(context);
        return console;
    }

    /** The JSON of the console, parsed from its text as a page does. */
    public JsonObject json(String routeId) {
        try {
            JsonObject root = (JsonObject) org.apache.camel.util.json.Jsoner.deserialize(
                    console().doCallJson(Map.of()).toJson());
            return ((JsonArray) root.get("consumers"))
                    .stream()
                            .map(JsonObject.class::cast)
                            .filter(one -> one.get("routeId").equals(routeId))
                            .findFirst()
                            .orElseThrow();
        } catch (org.apache.camel.util.json.DeserializationException e) {
            throw new IllegalStateException(e);
        }
    }

    public HealthCheck.Result health(String routeId) {
        return ((HealthCheckAware) context.getRoute(routeId).getConsumer())
                .getHealthCheck()
                .call();
    }

    /** The value of a line of the scrape; NaN if there is no such line. */
    public double metric(String name, String... tags) {
        return meters.scrape()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> List.of(tags).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    public MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    /** The managed consumer of a route. */
    public ObjectName consumer(String routeId) throws Exception {
        return one("consumers", "Glacier", context.getRoute(routeId).getConsumer());
    }

    private ObjectName one(String type, String name, Object object) throws Exception {
        String id = Integer.toHexString(object.hashCode());
        return server()
                .queryNames(
                        new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=" + type
                                + ",name=*"),
                        null)
                .stream()
                .filter(found ->
                        found.toString().contains(name) && found.toString().contains(id))
                .findFirst()
                .orElseThrow();
    }

    public ObjectName endpoint(String uriPart) throws Exception {
        return server()
                .queryNames(
                        new ObjectName(
                                "org.apache.camel:context=" + context.getManagementName() + ",type=endpoints,name=*"),
                        null)
                .stream()
                .filter(found -> found.toString().contains(uriPart))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        System.setErr(err);
        err.print(log());
    }
}
