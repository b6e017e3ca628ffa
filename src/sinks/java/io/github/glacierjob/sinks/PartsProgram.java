package io.github.glacierjob.sinks;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A program with a small heap: makes the chunks of one archive the parts of an object, each proved, and prints the most that its heap
 * had after a collection. Arguments: endpoints of Glacier and S3, options of the route, and how many chunks there are.
 */
final class PartsProgram {

    private PartsProgram() {}

    public static void main(String[] arguments) throws Exception {
        AtomicLong most = watchTheHeap();
        CountDownLatch done = new CountDownLatch(Integer.parseInt(arguments[3]));
        try (S3Client s3 = S3Server.client(URI.create(arguments[1]));
                DefaultCamelContext camel = Application.of(arguments[0], s3, 100)) {
            camel.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
                @Override
                public void notify(CamelEvent event) {
                    if (event instanceof CamelEvent.ExchangeCompletedEvent) {
                        done.countDown();
                    }
                }
            });
            camel.addRoutes(new S3Routes.Parts(s3, arguments[2], exchange -> {}));
            camel.start();
            boolean all = done.await(5, TimeUnit.MINUTES);
            System.out.println("heap " + most);
            System.exit(all ? 0 : 1);
        }
    }

    /** Of the bytes that each collection has left. */
    private static AtomicLong watchTheHeap() {
        AtomicLong most = new AtomicLong();
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> {
                                var info = GarbageCollectionNotificationInfo.from(
                                        (CompositeData) notification.getUserData());
                                long left = info.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                                        .filter(pool -> pool.getKey().matches(".*(Eden|Survivor|Tenured|Old).*"))
                                        .mapToLong(pool -> pool.getValue().getUsed())
                                        .sum();
                                most.accumulateAndGet(left, Math::max);
                            },
                            null,
                            null);
        }
        return most;
    }
}
