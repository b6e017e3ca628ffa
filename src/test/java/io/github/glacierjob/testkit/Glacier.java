package io.github.glacierjob.testkit;

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

/** A simulated Glacier and a Camel context that knows its address, which most tests need. */
public final class Glacier implements AutoCloseable {

    public static final Duration SOON = Duration.ofSeconds(60);
    public static final int MIB = 1 << 20;

    /**
     * Options with which a range is requested only when the previous one is complete: there is no connection for early
     * requests.
     */
    public static final String ONE_AT_A_TIME = "parallelism=1&maxConnections=3";

    public final GlacierSimulator simulator;
    public CamelContext context = new DefaultCamelContext();

    public Glacier() {
        this(GlacierSimulator.builder());
    }

    public Glacier(SimulatorBuilder builder) {
        simulator = builder.start();
        simulator.createVault("photos");
    }

    /** An endpoint on the vault {@code photos} that polls every 50 ms and retries at once. */
    public String uri(String options) {
        return uri("photos", options);
    }

    public String uri(String vault, String options) {
        return "glacier-job:" + vault + "?accessKey=a&secretKey=s&region=us-east-1&overrideEndpoint=true"
                + "&uriEndpointOverride=" + simulator.endpoint()
                + (options.contains("retryDelay") ? "" : "&retryDelay=1&maxRetryDelay=5")
                + (options.isEmpty() ? "" : "&" + options);
    }

    public String consumerUri(String options) {
        return uri("initialDelay=0" + (options.contains("delay=") ? "" : "&delay=50")
                + (options.isEmpty() ? "" : "&" + options));
    }

    /** Consumes into a list of copies of the messages. */
    public List<Message> consume(String options) throws Exception {
        List<Message> messages = new CopyOnWriteArrayList<>();
        route(
                consumerUri(options),
                exchange -> messages.add(exchange.getMessage().copy()));
        return messages;
    }

    public void route(String from, Processor processor) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId("jobs").process(processor);
            }
        });
    }

    public void route(RouteBuilder routes) throws Exception {
        context.getShutdownStrategy().setTimeout(5);
        context.addRoutes(routes);
        context.start();
    }

    /** Calls the producer. */
    public Exchange request(String uri, Processor input) {
        context.start();
        try (var template = context.createProducerTemplate()) {
            return template.request(uri, input);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Stops the context and creates a new one, like a restart of the application. */
    public void restart() {
        context.stop();
        context = new DefaultCamelContext();
    }

    @Override
    public void close() {
        context.stop();
        simulator.close();
    }
}
