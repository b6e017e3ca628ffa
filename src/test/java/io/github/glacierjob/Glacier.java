package io.github.glacierjob;

import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.SimulatorBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A simulated Glacier and a Camel context that knows its address: what most tests need. */
final class Glacier implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(20);
    static final int MIB = 1 << 20;

    /** Options with which a range is asked for when the one before is done: there is no connection to ask early. */
    static final String ONE_AT_A_TIME = "parallelism=1&maxConnections=3";

    final GlacierSimulator simulator;
    CamelContext context = new DefaultCamelContext();

    Glacier() {
        this(GlacierSimulator.builder());
    }

    Glacier(SimulatorBuilder builder) {
        simulator = builder.start();
        simulator.createVault("photos");
    }

    /** An endpoint on the vault {@code photos} that polls every 50 ms and retries at once. */
    String uri(String options) {
        return uri("photos", options);
    }

    String uri(String vault, String options) {
        return "glacier-job:" + vault + "?accessKey=a&secretKey=s&region=us-east-1&overrideEndpoint=true"
                + "&uriEndpointOverride=" + simulator.endpoint()
                + (options.contains("retryDelay") ? "" : "&retryDelay=1&maxRetryDelay=5")
                + (options.isEmpty() ? "" : "&" + options);
    }

    String consumerUri(String options) {
        return uri("initialDelay=0" + (options.contains("delay=") ? "" : "&delay=50")
                + (options.isEmpty() ? "" : "&" + options));
    }

    /** Consumes into a list of copies of the messages. */
    List<Message> consume(String options) throws Exception {
        List<Message> messages = new CopyOnWriteArrayList<>();
        route(
                consumerUri(options),
                exchange -> messages.add(exchange.getMessage().copy()));
        return messages;
    }

    void route(String from, Processor processor) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId("jobs").process(processor);
            }
        });
    }

    void route(RouteBuilder routes) throws Exception {
        context.getShutdownStrategy().setTimeout(5);
        context.addRoutes(routes);
        context.start();
    }

    /** A producer call. */
    Exchange request(String uri, Processor input) {
        context.start();
        try (var template = context.createProducerTemplate()) {
            return template.request(uri, input);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Stops the context and takes a new one, as a restart of the application does. */
    void restart() {
        context.stop();
        context = new DefaultCamelContext();
    }

    @Override
    public void close() {
        context.stop();
        simulator.close();
    }
}
