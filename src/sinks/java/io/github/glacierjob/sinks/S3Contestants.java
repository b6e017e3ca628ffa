package io.github.glacierjob.sinks;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Who races to S3: uploads by the SDK, and routes from the vault. */
final class S3Contestants implements AutoCloseable {

    /** The words for the two ends of an upload. */
    static final String BEGUN = "begun";

    static final String ENDED = "ended";

    private static final String PUT = "SDK, one request";
    private static final String PARTS = "SDK, parts in parallel";
    private static final String OF_VAULT = "vault: ";

    /** How often a contestant looks whether there is an archive to upload: seldom, because that takes processor time too. */
    private static final long POLL_MILLIS = 1000;

    private final S3Client s3;
    private final S3AsyncClient parts;
    private final String glacier;
    private final Path file;

    S3Contestants(URI s3, String glacier, Path file) {
        this.s3 = S3Server.client(s3);
        this.parts = S3Server.clientInParts(s3);
        this.glacier = glacier;
        this.file = file;
    }

    /** Uploads once, and reports when it begins and when it has ended. */
    @FunctionalInterface
    interface Upload {
        void run(Consumer<String> report) throws Exception;
    }

    /** The names of all contestants. */
    static List<String> names() {
        return List.of(
                PUT,
                OF_VAULT + "one request",
                OF_VAULT + "one request, CRC32C",
                PARTS,
                OF_VAULT + "parts",
                OF_VAULT + "parts in parallel",
                OF_VAULT + "parts in parallel, CRC32C");
    }

    /** By whom a contestant has to be measured; empty for the SDK's uploads. */
    static String rival(String name) {
        if (!name.startsWith(OF_VAULT)) {
            return "";
        }
        return name.contains("parts") ? PARTS : PUT;
    }

    Map<String, Upload> all() {
        Map<String, Upload> all = new LinkedHashMap<>();
        all.put(
                PUT,
                report -> sdk(
                        report, () -> s3.putObject(put -> put.bucket("archive").key("sdk"), file)));
        all.put(
                PARTS,
                report -> sdk(report, () -> parts.putObject(
                                put -> put.bucket("archive").key("sdk"), file)
                        .join()));
        all.put(OF_VAULT + "one request", report -> vault(report, new S3Routes.Whole()));
        all.put(OF_VAULT + "one request, CRC32C", report -> vault(report, new S3Routes.WholeWithCrc32c(s3)));
        all.put(OF_VAULT + "parts", report -> vault(report, new S3Routes.Streamed()));
        all.put(OF_VAULT + "parts in parallel", report -> vault(report, new S3Routes.StreamedInParallel(parts)));
        all.put(
                OF_VAULT + "parts in parallel, CRC32C",
                report -> vault(report, new S3Routes.StreamedInParallelWithCrc32c(s3, parts)));
        return all;
    }

    /** Orders the archive and the inventory of a vault once, so that no lap waits for a look at a job. */
    static void order(String glacier, String archive) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext();
                ProducerTemplate template = camel.createProducerTemplate()) {
            camel.start();
            String uri = "glacier-job:photos?operation=initiateJob&accessKey=any&secretKey=any&region=us-east-1"
                    + "&overrideEndpoint=true&uriEndpointOverride=" + glacier + "&jobType=";
            template.requestBody(uri + "archive-retrieval&archiveId=" + archive, (Object) null);
            template.requestBody(uri + "inventory-retrieval", (Object) null);
        }
    }

    private void sdk(Consumer<String> report, Runnable upload) {
        report.accept(BEGUN);
        upload.run();
        report.accept(ENDED);
        s3.deleteObject(object -> object.bucket("archive").key("sdk"));
    }

    /** From the message in the route to the end of the route, which is after the proof. */
    private void vault(Consumer<String> report, RoutesBuilder route) throws Exception {
        try (DefaultCamelContext camel = Application.of(glacier, s3, POLL_MILLIS)) {
            Lap lap = new Lap(report);
            camel.getManagementStrategy().addEventNotifier(lap);
            camel.addRoutes(route);
            camel.start();
            lap.done.get(30, TimeUnit.MINUTES);
        }
    }

    /** Reports when the exchange of an archive begins and when it is done; then its object is deleted. */
    private final class Lap extends EventNotifierSupport {

        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final Consumer<String> report;

        Lap(Consumer<String> report) {
            this.report = report;
        }

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof CamelEvent.ExchangeCreatedEvent) {
                report.accept(BEGUN);
            } else if (event instanceof CamelEvent.ExchangeCompletedEvent completed) {
                report.accept(ENDED);
                String key = completed.getExchange().getMessage().getHeader("CamelAwsS3Key", String.class);
                s3.deleteObject(object -> object.bucket("archive").key(key));
                done.complete(null);
            } else if (event instanceof CamelEvent.ExchangeFailedEvent failed) {
                done.completeExceptionally(failed.getExchange().getException());
            }
        }
    }

    @Override
    public void close() {
        s3.close();
        parts.close();
    }
}
