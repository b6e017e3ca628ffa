package io.github.glacierjob.sinks;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Who races to S3: uploads by the SDK, and routes from the vault. */
final class S3Contestants implements AutoCloseable {

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

    /** Where a contestant waits for each start, and reports the end and that its object is deleted. */
    interface Track {
        void begin();

        void end();

        void cleared();
    }

    /** Uploads again and again, until it fails or the process ends. */
    @FunctionalInterface
    interface Upload {
        void race(Track track) throws Exception;
    }

    /** The names of all contestants. */
    static List<String> names() {
        return List.of(
                PUT,
                OF_VAULT + "one request",
                OF_VAULT + "one request, CRC32C",
                PARTS,
                OF_VAULT + "parts",
                OF_VAULT + "parts, CRC32C",
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
                track -> sdk(track, () -> parts.putObject(
                                put -> put.bucket("archive").key("sdk"), file)
                        .join()));
        all.put(OF_VAULT + "one request", track -> vault(track, new S3Routes.Whole()));
        all.put(OF_VAULT + "one request, CRC32C", track -> vault(track, new S3Routes.WholeWithCrc32c(s3)));
        all.put(OF_VAULT + "parts", track -> vault(track, new S3Routes.Streamed()));
        all.put(OF_VAULT + "parts, CRC32C", track -> vault(track, new S3Routes.StreamedWithCrc32c(s3)));
        all.put(OF_VAULT + "parts in parallel", track -> vault(track, new S3Routes.StreamedInParallel(parts)));
        all.put(
                OF_VAULT + "parts in parallel, CRC32C",
                track -> vault(track, new S3Routes.StreamedInParallelWithCrc32c(s3, parts)));
        return all;
    }

    /** Orders the archives and the inventory of a vault once, so that no lap waits for a look at a job. */
    static void order(String glacier, List<String> archives) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext();
                ProducerTemplate template = camel.createProducerTemplate()) {
            camel.start();
            String uri = "glacier-job:photos?operation=initiateJob&accessKey=any&secretKey=any&region=us-east-1"
                    + "&overrideEndpoint=true&uriEndpointOverride=" + glacier + "&jobType=";
            for (String archive : archives) {
                template.requestBody(uri + "archive-retrieval&archiveId=" + archive, (Object) null);
            }
            template.requestBody(uri + "inventory-retrieval", (Object) null);
        }
    }

    private void sdk(Track track, Runnable upload) {
        while (true) {
            track.begin();
            upload.run();
            track.end();
            s3.deleteObject(object -> object.bucket("archive").key("sdk"));
            track.cleared();
        }
    }

    /** One archive after the other, each from the message in the route to the end of the route, which is after the proof. */
    private void vault(Track track, RoutesBuilder route) throws Exception {
        try (DefaultCamelContext camel = Application.of(glacier, s3, POLL_MILLIS)) {
            Laps laps = new Laps(track);
            camel.getManagementStrategy().addEventNotifier(laps);
            camel.addRoutes(route);
            camel.start();
            laps.failure.get();
        }
    }

    /** Holds the exchange of each archive until its lap begins, and deletes the object after the lap. */
    private final class Laps extends EventNotifierSupport {

        private final CompletableFuture<Void> failure = new CompletableFuture<>();
        private final Track track;

        Laps(Track track) {
            this.track = track;
        }

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof CamelEvent.ExchangeCreatedEvent) {
                track.begin();
            } else if (event instanceof CamelEvent.ExchangeCompletedEvent completed) {
                track.end();
                String key = completed.getExchange().getMessage().getHeader("CamelAwsS3Key", String.class);
                s3.deleteObject(object -> object.bucket("archive").key(key));
                track.cleared();
            } else if (event instanceof CamelEvent.ExchangeFailedEvent failed) {
                failure.completeExceptionally(failed.getExchange().getException());
            }
        }
    }

    @Override
    public void close() {
        s3.close();
        parts.close();
    }
}
