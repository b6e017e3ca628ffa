package io.github.glacierjob.bench;

import io.github.glacierjob.GlacierJobConsole;
import io.github.glacierjob.GlacierJobEndpoint;
import io.github.glacierjob.event.GlacierJobEvent;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Reads all views of a context once a second, the first time at once. */
final class Looker implements AutoCloseable {

    private final CamelContext context;
    private final GlacierJobConsole console = new GlacierJobConsole();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicLong nanos = new AtomicLong();
    private final Thread thread = new Thread(this::look, "looker");

    Looker(CamelContext context) {
        this.context = context;
        console.setCamelContext(context);
        thread.start();
    }

    /** Prepares a context before its endpoints are created, so that there are meters and events. */
    static void prepare(CamelContext context) {
        context.getRegistry().bind("meters", new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            private long bytes;

            @Override
            public void notify(CamelEvent event) {
                if (event instanceof GlacierJobEvent ours) {
                    bytes += ours.getBytes();
                }
            }
        });
    }

    private void look() {
        try {
            do {
                lookOnce();
            } while (!ended.await(1, TimeUnit.SECONDS));
            nanos.set(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookOnce() {
        int seen = console.doCallText(Map.of()).length()
                + console.doCallJson(Map.of()).toJson().length()
                + context.getRegistry()
                        .findSingleByType(PrometheusMeterRegistry.class)
                        .scrape()
                        .length();
        for (Endpoint endpoint : context.getEndpoints()) {
            seen += endpoint instanceof GlacierJobEndpoint jobs
                    ? jobs.getFigures().length()
                    : 0;
        }
        if (seen < 1000) {
            throw new IllegalStateException("There was nothing to see");
        }
    }

    /** The CPU time of all readings. */
    long end() throws InterruptedException {
        ended.countDown();
        thread.join();
        return nanos.get();
    }

    @Override
    public void close() throws InterruptedException {
        end();
    }
}
