package io.github.glacierjob.sinks;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Who races to S3: pairs of an upload by the SDK and a route from the vault, whose name is longer. */
final class S3Contestants implements AutoCloseable {

    private static final String PUT = "SDK, one request";
    private static final String PARTS = "SDK, parts in parallel";
    private static final String OF_VAULT = "vault: ";

    private final S3Client s3;
    private final S3AsyncClient parts;
    private final String glacier;
    private final Path file;
    private final Supplier<S3Race.Reading> clock;

    S3Contestants(URI s3, String glacier, Path file, Supplier<S3Race.Reading> clock) {
        this.s3 = S3Server.client(s3);
        this.parts = S3Server.clientInParts(s3);
        this.glacier = glacier;
        this.file = file;
        this.clock = clock;
    }

    /** Uploads once, and reads before and after. */
    @FunctionalInterface
    interface Upload {
        S3Race.Reading[] run() throws Exception;
    }

    /** By whom a contestant has to be measured. */
    static String rival(String vault) {
        return switch (vault) {
            case OF_VAULT + "one request" -> PUT;
            case OF_VAULT + "parts", OF_VAULT + "parts in parallel" -> PARTS;
            default -> "";
        };
    }

    Map<String, Upload> all() {
        Map<String, Upload> all = new LinkedHashMap<>();
        all.put(PUT, () -> sdk(() -> s3.putObject(put -> put.bucket("archive").key("sdk"), file)));
        all.put(OF_VAULT + "one request", () -> vault(new S3Routes.Whole()));
        all.put(
                PARTS,
                () -> sdk(() -> parts.putObject(put -> put.bucket("archive").key("sdk"), file)
                        .join()));
        all.put(OF_VAULT + "parts", () -> vault(new S3Routes.Streamed()));
        all.put(OF_VAULT + "parts in parallel", () -> vault(new S3Routes.StreamedInParallel(parts)));
        return all;
    }

    /** Orders the archive and the inventory once, so that no lap waits for a look at a job. */
    void order(String archive) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext();
                ProducerTemplate template = camel.createProducerTemplate()) {
            camel.start();
            String uri = "glacier-job:photos?operation=initiateJob&accessKey=any&secretKey=any&region=us-east-1"
                    + "&overrideEndpoint=true&uriEndpointOverride=" + glacier + "&jobType=";
            template.requestBody(uri + "archive-retrieval&archiveId=" + archive, (Object) null);
            template.requestBody(uri + "inventory-retrieval", (Object) null);
        }
    }

    private S3Race.Reading[] sdk(Runnable upload) {
        S3Race.Reading begun = clock.get();
        upload.run();
        S3Race.Reading[] readings = {begun, clock.get()};
        s3.deleteObject(object -> object.bucket("archive").key("sdk"));
        return readings;
    }

    /** From the message in the route to the end of the route, which is after the proof. */
    private S3Race.Reading[] vault(RoutesBuilder route) throws Exception {
        try (DefaultCamelContext camel = Application.of(glacier, s3)) {
            Laps laps = new Laps();
            camel.getManagementStrategy().addEventNotifier(laps);
            camel.addRoutes(route);
            camel.start();
            return laps.readings.get(30, TimeUnit.MINUTES);
        }
    }

    /** Reads when the exchange of an archive begins and when it is done; then its object is deleted. */
    private final class Laps extends EventNotifierSupport {

        private final CompletableFuture<S3Race.Reading[]> readings = new CompletableFuture<>();
        private S3Race.Reading begun;

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof CamelEvent.ExchangeCreatedEvent) {
                begun = clock.get();
            } else if (event instanceof CamelEvent.ExchangeCompletedEvent done) {
                S3Race.Reading ended = clock.get();
                String key = done.getExchange().getMessage().getHeader("CamelAwsS3Key", String.class);
                s3.deleteObject(object -> object.bucket("archive").key(key));
                readings.complete(new S3Race.Reading[] {begun, ended});
            } else if (event instanceof CamelEvent.ExchangeFailedEvent failed) {
                readings.completeExceptionally(failed.getExchange().getException());
            }
        }
    }

    @Override
    public void close() {
        s3.close();
        parts.close();
    }
}
