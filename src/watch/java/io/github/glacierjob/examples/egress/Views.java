package io.github.glacierjob.examples.egress;

import io.github.glacierjob.event.GlacierJobEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** All views in which an operator sees the work of a running application on a vault. */
final class Views extends EventNotifierSupport {

    private static final Pattern COUNT = Pattern.compile("(\\w+)=(\\d+)");
    private static final Pattern SAMPLE = Pattern.compile("^(camel_glacier_\\w+)\\{(.*)} (\\S+)$");

    final List<GlacierJobEvent> events = new CopyOnWriteArrayList<>();
    private final CamelContext context;
    private final String address;

    /** The views of a context that has not started, whose page will use this port. */
    Views(CamelContext context, int port) {
        this.context = context;
        this.address = "http://127.0.0.1:" + port;
        context.getManagementStrategy().addEventNotifier(this);
    }

    /** The requests to the service, the bytes that it sent, and the number of delivered archives. */
    record Seen(Map<String, Long> requests, long received, long delivered) {

        static Seen sum(Stream<Seen> parts) {
            return parts.reduce(new Seen(Map.of(), 0, 0), (a, b) -> {
                Map<String, Long> requests = new TreeMap<>(a.requests());
                b.requests().forEach((operation, count) -> requests.merge(operation, count, Long::sum));
                return new Seen(requests, a.received() + b.received(), a.delivered() + b.delivered());
            });
        }

        /** Checks that no counter decreases. */
        boolean isAtLeast(Seen other) {
            return received >= other.received()
                    && delivered >= other.delivered()
                    && other.requests().entrySet().stream()
                            .allMatch(one -> requests.getOrDefault(one.getKey(), 0L) >= one.getValue());
        }
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof GlacierJobEvent ours) {
            events.add(ours);
        }
    }

    private Object console(DevConsole.MediaType type) {
        return DevConsoleRegistry.get(context).resolveById("glacier-job").call(type);
    }

    Seen json(String vault) {
        JsonObject root = (JsonObject) console(DevConsole.MediaType.JSON);
        return Seen.sum(Stream.of("consumers", "producers")
                .flatMap(kind -> ((JsonArray) root.get(kind)).stream())
                .map(JsonObject.class::cast)
                .filter(one -> vault.equals(one.get("vault")))
                .map(Views::seen));
    }

    /** The data that the page requests. */
    Seen figures(String vault) throws IOException {
        return Seen.sum(figures().filter(one -> vault.equals(one.get("vault"))).map(Views::seen));
    }

    private Stream<JsonObject> figures() throws IOException {
        JsonArray vaults =
                (JsonArray) Json.object(Json.text(address + "/figures")).get("vaults");
        return vaults.stream().map(one -> (JsonObject) ((JsonObject) one).get("vault"));
    }

    /** Whether all work on all vaults is done. */
    boolean isOver() throws IOException {
        return figures().allMatch(one -> one.get("ledger") instanceof JsonObject ledger && ledger.getBoolean("over"));
    }

    private static Seen seen(JsonObject one) {
        Map<String, Long> requests = new TreeMap<>();
        ((Map<?, ?>) one.get("requests"))
                .forEach((operation, count) -> requests.put(operation.toString(), ((Number) count).longValue()));
        return new Seen(requests, ((Number) one.get("receivedBytes")).longValue(), delivered(one.get("ledger")));
    }

    private static long delivered(Object ledger) {
        return ledger instanceof Map<?, ?> of
                        && of.get("states") instanceof Map<?, ?> states
                        && states.get("DELIVERED") instanceof Map<?, ?> delivered
                ? ((Number) delivered.get("archives")).longValue()
                : 0;
    }

    private static Map<String, Long> counts(Object map) {
        Map<String, Long> counts = new TreeMap<>();
        Matcher found = COUNT.matcher(map.toString());
        while (found.find()) {
            counts.put(found.group(1), Long.valueOf(found.group(2)));
        }
        return counts;
    }

    Seen text(String vault) {
        return Seen.sum(Stream.of(console(DevConsole.MediaType.TEXT).toString().split("\n(?=\\S)"))
                .filter(block -> block.contains("\n    vault: " + vault + "\n"))
                .map(block -> new Seen(
                        counts(line(block, "requests")),
                        Long.parseLong(line(block, "receivedBytes")),
                        block.contains("DELIVERED={archives=")
                                ? Long.parseLong(block.replaceAll("(?s).*DELIVERED=\\{archives=(\\d+),.*", "$1"))
                                : 0)));
    }

    private static String line(String block, String name) {
        String from = "\n    " + name + ": ";
        return block.substring(block.indexOf(from) + from.length())
                .lines()
                .findFirst()
                .orElseThrow();
    }

    Seen jmx(String vault) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName all =
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=endpoints,name=*");
        Stream.Builder<Seen> parts = Stream.builder();
        for (ObjectName name : server.queryNames(all, null)) {
            if (name.toString().contains("glacier-egress://" + vault + "\\?")) {
                parts.add(new Seen(
                        counts(server.getAttribute(name, "Requests")),
                        (long) server.getAttribute(name, "ReceivedBytes"),
                        0));
            }
        }
        parts.add(new Seen(Map.of(), 0, (long) server.getAttribute(consumer(server, vault), "DeliveredArchives")));
        return Seen.sum(parts.build());
    }

    private ObjectName consumer(MBeanServer server, String vault) throws JMException {
        String id = Integer.toHexString(context.getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointUri().startsWith("glacier-egress://" + vault + "?"))
                .findFirst()
                .orElseThrow()
                .getConsumer()
                .hashCode());
        ObjectName all =
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=consumers,name=*");
        return server.queryNames(all, null).stream()
                .filter(name -> name.toString().contains(id))
                .findFirst()
                .orElseThrow();
    }

    Seen metrics(String vault) throws IOException {
        Map<String, Long> requests = new TreeMap<>();
        long received = 0;
        long delivered = 0;
        for (String sample : scrape().lines().toList()) {
            Matcher parts = SAMPLE.matcher(sample);
            if (parts.matches() && parts.group(2).contains("vault=\"" + vault + "\"")) {
                long value = (long) Double.parseDouble(parts.group(3));
                if (parts.group(1).equals("camel_glacier_requests_total") && value > 0) {
                    requests.put(parts.group(2).replaceAll(".*operation=\"(\\w+)\".*", "$1"), value);
                } else if (parts.group(1).equals("camel_glacier_received_bytes_total")) {
                    received = value;
                } else if (parts.group(1).equals("camel_glacier_archives")
                        && parts.group(2).contains("state=\"DELIVERED\"")) {
                    delivered = value;
                }
            }
        }
        return new Seen(requests, received, delivered);
    }

    /** The data that Prometheus scrapes. */
    String scrape() throws IOException {
        return Json.text(address + "/metrics");
    }

    /** The data in the tab of the browser that shows this vault. */
    Seen page(Tab tab) {
        JsonObject cells = Json.object(
                tab.js(
                        "JSON.stringify(Object.fromEntries("
                                + "[...document.querySelectorAll('#requests tr')].map(row =>"
                                + " [row.cells[0].textContent, (row.cells[1].title || row.cells[1].textContent).replace(/[^0-9]/g, '')])))"));
        Map<String, Long> requests = new TreeMap<>();
        cells.forEach((name, value) -> {
            if (name.matches("[a-z]+[A-Z]\\w+")) {
                requests.put(name, Long.valueOf(value.toString()));
            }
        });
        String received = cells.getString("received");
        String delivered = tab.js("[...document.querySelectorAll('#states tr')]"
                + ".filter(row => row.cells[0].textContent === 'DELIVERED').map(row => row.cells[1].textContent)");
        return new Seen(
                requests,
                received == null ? 0 : Long.parseLong(received),
                delivered.isEmpty() ? 0 : Long.parseLong(delivered));
    }

    String page() {
        return address + "/";
    }
}
