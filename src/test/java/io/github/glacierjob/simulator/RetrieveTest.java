package io.github.glacierjob.simulator;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The test of a route without AWS that the manual shows. */
class RetrieveTest {
    @AutoClose
    private final GlacierSimulator glacier = GlacierSimulator.start();

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    @Test
    void anOutputIsDeliveredAfterThrottling() throws Exception {
        glacier.createVault("photos");
        String archive = glacier.addArchive("photos", Content.seeded(1, 5 << 20), "a photo");
        String job = glacier.addArchiveJob("photos", archive);
        glacier.inject(Fault.throttling().on(Operation.GET_JOB_OUTPUT).times(2));

        List<Object> retrieved = new CopyOnWriteArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glacier-job:photos?accessKey=any&secretKey=any&region=us-east-1&outputMode=stream"
                                + "&overrideEndpoint=true&uriEndpointOverride=" + glacier.endpoint())
                        .convertBodyTo(byte[].class)
                        .process(exchange -> retrieved.add(exchange.getMessage().getHeader("CamelGlacierJobId")));
            }
        });
        context.start();

        await().atMost(Duration.ofSeconds(60)).until(() -> retrieved.contains(job));
    }
}
