package io.github.glacierjob.kill;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.repository.FileProgressRepository;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/**
 * A program that gets the output of one job, continues where an earlier life of it was killed, and ends with exit code
 * 0 when the job is consumed. Arguments: endpoint, job id, mode, directory.
 */
public final class Victim {

    static final long CHUNK = 1 << 20;
    static final int PARALLELISM = 3;

    private static final long TRAVEL_NANOS = 8_000_000;

    private final String uri;
    private final String job;
    private final Path directory;
    private final CountDownLatch done = new CountDownLatch(1);

    private Victim(String endpoint, String job, Path directory) {
        this.uri = "glacier-job:photos?accessKey=a&secretKey=s&region=us-east-1&overrideEndpoint=true"
                + "&uriEndpointOverride=" + endpoint
                + "&chunkSize=" + CHUNK + "&parallelism=" + PARALLELISM + "&workDirectory=" + directory.resolve("work");
        this.job = job;
        this.directory = directory;
    }

    /** A repository that is as slow as a database, so that kills hit between the steps of a commit. */
    private static void travel() {
        LockSupport.parkNanos(TRAVEL_NANOS);
    }

    private final class Progress extends FileProgressRepository {

        Progress() {
            super(directory.resolve("progress"));
        }

        @Override
        public void setState(String key, String value) {
            travel();
            super.setState(key, value);
            travel();
        }
    }

    /** Informs the program when the job is consumed. */
    private final class Consumed extends FileIdempotentRepository {

        Consumed() {
            super(directory.resolve("consumed").toFile(), new HashMap<>());
        }

        @Override
        public boolean add(String key) {
            travel();
            boolean added = super.add(key);
            travel();
            return added;
        }

        @Override
        public boolean confirm(String key) {
            done.countDown();
            return super.confirm(key);
        }

        @Override
        public boolean contains(String key) {
            boolean known = super.contains(key);
            if (known) {
                done.countDown();
            }
            return known;
        }
    }

    static Path file(Path directory, String job) {
        return directory.resolve("work").resolve(job);
    }

    /** Ends the process by itself: it leaves behind the same as a kill, or nothing. */
    public static void main(String[] arguments) throws Exception {
        Victim victim = new Victim(arguments[0], arguments[1], Path.of(arguments[3]));
        Mode mode = Mode.valueOf(arguments[2]);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            if (mode == Mode.fetch) {
                victim.fetch(context);
            } else {
                victim.consume(context, mode);
            }
        }
        System.exit(0);
    }

    private void consume(DefaultCamelContext context, Mode mode) throws Exception {
        context.getRegistry().bind("progress", new Progress());
        context.getRegistry().bind("consumed", new Consumed());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri + "&initialDelay=0&delay=100&progressRepository=#progress&idempotentRepository=#consumed"
                                + "&outputMode=" + mode)
                        .choice()
                        .when(exchange -> mode == Mode.ranges)
                        .to(uri + "&operation=getJobOutput")
                        .end()
                        .process(new Inbox(directory));
            }
        });
        context.start();
        done.await();
    }

    private void fetch(DefaultCamelContext context) throws Exception {
        Path file = file(directory, job);
        if (Files.exists(file) && Files.notExists(file.resolveSibling(job + ".glacier-journal"))) {
            return;
        }
        context.start();
        try (var template = context.createProducerTemplate()) {
            Exchange answer =
                    template.request(uri + "&operation=getJobOutput&outputMode=file", exchange -> exchange.getMessage()
                            .setHeader(GlacierJobConstants.ID, job));
            if (answer.getException() != null) {
                throw answer.getException();
            }
            answer.getMessage().getMandatoryBody(File.class);
        }
    }
}
