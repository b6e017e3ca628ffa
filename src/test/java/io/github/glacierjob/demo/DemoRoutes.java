package io.github.glacierjob.demo;

import static io.github.glacierjob.GlacierJobConstants.ARCHIVE_ID;
import static io.github.glacierjob.GlacierJobConstants.CHUNK_LAST;
import static io.github.glacierjob.GlacierJobConstants.DESCRIPTION;
import static io.github.glacierjob.GlacierJobConstants.ID;
import static io.github.glacierjob.GlacierJobConstants.SHA256_TREE_HASH;
import static io.github.glacierjob.GlacierJobConstants.STATUS_CODE;
import static io.github.glacierjob.GlacierJobConstants.STATUS_MESSAGE;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** Finds or initiates the job, shows its state, and writes its output chunk by chunk into the file. */
final class DemoRoutes extends RouteBuilder {
    private final DemoVault vault;
    private final Screen screen;
    private final ChunkFile file;
    private final CompletableFuture<String> retrieved;
    private final String description;
    private volatile String job;

    DemoRoutes(DemoVault vault, Screen screen, ChunkFile file, CompletableFuture<String> retrieved) {
        this.vault = vault;
        this.screen = screen;
        this.file = file;
        this.retrieved = retrieved;
        this.description = "camel-glacier-job-demo-" + vault.archiveId();
    }

    @Override
    public void configure() {
        from("direct:find")
                .to(vault.uri("operation=listJobs"))
                .filter(exchange -> !found(exchange))
                .setHeader(ARCHIVE_ID, constant(vault.archiveId()))
                .setHeader(DESCRIPTION, constant(description))
                .to(vault.uri("operation=initiateJob&jobType=archive-retrieval"))
                .process(exchange -> job = exchange.getMessage().getHeader(ID, String.class))
                .process(exchange -> screen.line("Initiated job %s", job));

        from("timer:watch?delay=0&period=" + vault.patience().toMillis())
                .filter(exchange -> job != null && !screen.isDownloading())
                .setHeader(ID, () -> job)
                .to(vault.uri("operation=describeJob"))
                .process(this::watch);

        from(vault.uri("description=" + description + "&initialDelay=0&delay="
                        + vault.patience().toMillis()))
                .filter(exchange -> exchange.getMessage().getHeader(ID).equals(job))
                .process(file)
                .process(screen::chunk)
                .filter(header(CHUNK_LAST))
                .process(exchange ->
                        retrieved.complete(exchange.getMessage().getHeader(SHA256_TREE_HASH, String.class)));
    }

    /** A job costs money, so a job of an earlier run of the demo is reused. */
    private boolean found(Exchange exchange) {
        for (Object listed : exchange.getMessage().getBody(Iterable.class)) {
            var candidate = (GlacierJobDescription) listed;
            if (description.equals(candidate.jobDescription()) && !"Failed".equals(candidate.statusCodeAsString())) {
                job = candidate.jobId();
                screen.line("Found job %s of an earlier run", job);
                return true;
            }
        }
        return false;
    }

    private void watch(Exchange exchange) {
        Message answer = exchange.getMessage();
        screen.state(answer.getHeader(STATUS_CODE, String.class));
        if ("Failed".equals(answer.getHeader(STATUS_CODE))) {
            retrieved.completeExceptionally(
                    new IllegalStateException("Job " + job + " failed: " + answer.getHeader(STATUS_MESSAGE)));
        }
    }
}
