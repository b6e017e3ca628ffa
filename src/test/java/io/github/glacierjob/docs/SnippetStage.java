package io.github.glacierjob.docs;

import io.github.glacierjob.GlacierJobComponent;
import io.github.glacierjob.GlacierJobConfiguration;
import io.github.glacierjob.egress.GlacierEgressComponent;
import io.github.glacierjob.egress.GlacierEgressConfiguration;
import io.github.glacierjob.options.GlacierDownloadOptions;
import io.github.glacierjob.simulator.GlacierSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.stub.StubComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * The environment of a snippet: a simulated vault {@code photos}, the route {@code direct:store} that records messages,
 * queues in place of SQS and of a broker, and a directory in place of {@code retrieved} and {@code state}.
 */
final class SnippetStage implements AutoCloseable {
    final GlacierSimulator simulator = GlacierSimulator.start();
    final List<Message> stored = new CopyOnWriteArrayList<>();
    final Path directory;
    CamelContext context;
    private final Map<String, Object> beans = new HashMap<>();
    private Consumer<GlacierJobConfiguration> more = options -> {};

    SnippetStage(Path directory) {
        this.directory = directory;
        simulator.createVault("photos");
    }

    /** Starts an application with the routes of a snippet. */
    void start(Snippet snippet) throws Exception {
        context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(2);
        setRegionAndCredentials();
        beans.forEach(context.getRegistry()::bind);
        context.addComponent("aws2-sqs", new StubComponent());
        context.addComponent("jms", new StubComponent());
        context.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof ScheduledPollEndpoint vault
                    && endpoint.getEndpointUri().startsWith("glacier-")) {
                vault.setInitialDelay(0);
                vault.setDelay(100);
            }
            return endpoint;
        });
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:store").process(SnippetStage.this::store);
            }
        });
        String text = snippet.text()
                .replace("retrieved", directory.resolve("retrieved").toString())
                .replace("receipts", directory.resolve("receipts").toString())
                .replace("state/", directory.resolve("state") + "/");
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(snippet.fileName(), text));
        context.start();
    }

    /** Sets the options on the component, as the README does. */
    private void setRegionAndCredentials() {
        GlacierJobComponent component = context.getComponent("glacier-job", GlacierJobComponent.class);
        setRegionAndCredentials(component.getConfiguration());
        more.accept(component.getConfiguration());
        GlacierEgressConfiguration vaults = context.getComponent("glacier-egress", GlacierEgressComponent.class)
                .getConfiguration();
        setRegionAndCredentials(vaults);
        vaults.setClock(simulator.clock());
    }

    private void setRegionAndCredentials(GlacierDownloadOptions defaults) {
        defaults.setAccessKey("any");
        defaults.setSecretKey("any");
        defaults.setRegion("us-east-1");
        defaults.setOverrideEndpoint(true);
        defaults.setUriEndpointOverride(simulator.endpoint().toString());
        defaults.setChunkSize(1 << 20);
    }

    /** Adds a bean to the next application. */
    void bind(String name, Object bean) {
        beans.put(name, bean);
    }

    /** Sets more options of the component in the next application. */
    void set(Consumer<GlacierJobConfiguration> options) {
        more = options;
    }

    private void store(Exchange exchange) {
        stored.add(exchange.getMessage().copy());
    }

    void send(String to, Object body) throws IOException {
        try (var template = context.createProducerTemplate()) {
            template.sendBody(to, body);
        }
    }

    /** Moves the clock until a step that waits, for example after a failure, is due. */
    boolean orTimePasses(boolean done) {
        if (!done) {
            simulator.clock().advance(Duration.ofMinutes(1));
        }
        return done;
    }

    /** The files that the routes made under their final names. */
    List<Path> retrieved() {
        Path retrieved = directory.resolve("retrieved");
        if (!Files.exists(retrieved)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(retrieved)) {
            return files.filter(file -> !file.getFileName().toString().matches("part-.*|.*\\.part|.*\\.glacier-.*"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (context != null) {
            context.stop();
        }
        simulator.close();
    }
}
