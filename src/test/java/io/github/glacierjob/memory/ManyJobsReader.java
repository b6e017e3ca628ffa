package io.github.glacierjob.memory;

import io.github.glacierjob.GlacierJobConsumer;
import java.time.Duration;
import java.util.BitSet;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * A program with a small heap. It consumes the descriptions of many jobs, stops its route, starts it again, and prints
 * the number of consumed jobs, the number of those consumed twice, the pages of the job list, the heap in use, and the
 * peak of the memory. Arguments: endpoint, number of jobs.
 */
public final class ManyJobsReader {

    private static final Duration LONG = Duration.ofMinutes(8);

    private final BitSet consumed = new BitSet();
    private int twice;

    private ManyJobsReader() {}

    /** Prints two lines; exit code 0 if every job was consumed once. */
    public static void main(String[] arguments) throws Exception {
        ManyJobsReader reader = new ManyJobsReader();
        int jobs = Integer.parseInt(arguments[1]);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            reader.consume(context, arguments[0], jobs);
        }
        System.out.println("peak " + PeakMemory.bytes());
        System.exit(reader.consumed() == jobs && reader.twice == 0 ? 0 : 1);
    }

    private void consume(DefaultCamelContext context, String endpoint, int jobs) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glacier-job:photos?accessKey=a&secretKey=s&region=us-east-1&overrideEndpoint=true"
                                + "&uriEndpointOverride=" + endpoint
                                + "&delay=500&initialDelay=0&outputMode=none&concurrentJobs=4")
                        .routeId("jobs")
                        .process(ManyJobsReader.this::count);
            }
        });
        context.start();
        Awaitility.await().atMost(LONG).until(() -> consumed() == jobs);
        long first = consumer(context).getListRequests();
        context.getRouteController().stopRoute("jobs");
        context.getRouteController().startRoute("jobs");
        Awaitility.await()
                .atMost(LONG)
                .until(() -> consumer(context).getListRequests() >= jobs / 50
                        && consumer(context).getNextListingInMillis() > 0
                        && consumer(context).getRunningJobs()
                                        + consumer(context).getWaitingJobs()
                                == 0);
        report(first, consumer(context));
    }

    private void report(long first, GlacierJobConsumer consumer) {
        System.gc();
        System.out.printf(
                "%d jobs, %d twice, %d pages of the job list at first and %d after a restart, the last %d in %d ms, the next in %d s,"
                        + " %d MiB of heap%n",
                consumed(),
                twice,
                first,
                consumer.getListRequests(),
                consumer.getLastListingPages(),
                consumer.getLastListingMillis(),
                consumer.getNextListingInMillis() / 1000,
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
    }

    private static GlacierJobConsumer consumer(DefaultCamelContext context) {
        return (GlacierJobConsumer) context.getRoute("jobs").getConsumer();
    }

    private synchronized void count(Exchange exchange) {
        int job = Integer.parseInt(
                exchange.getMessage().getBody(GlacierJobDescription.class).jobDescription());
        if (consumed.get(job)) {
            twice++;
        }
        consumed.set(job);
    }

    private synchronized int consumed() {
        return consumed.cardinality();
    }
}
