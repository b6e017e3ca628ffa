package io.github.glacierjob.sinks;

import static io.github.glacierjob.sinks.Vault.MIB;

import io.github.glacierjob.simulator.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Component;

/**
 * 1 GiB from a vault to S3 through {@code aws2-s3:}, with digests and a proof, beside the upload of the same bytes in a local file by
 * the SDK to the same server: by turns, in one process.
 */
final class S3Race {

    private static final long SIZE = Integer.getInteger("sinks.mib", 1024) * (long) MIB;
    private static final int ROUNDS = Integer.getInteger("sinks.rounds", 3);

    private final S3Server server;
    private final Path file;

    private S3Race(S3Server server, Path file) {
        this.server = server;
        this.file = file;
    }

    /** Prints each round and the ratio of the medians. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("race");
        Path file = directory.resolve("archive");
        write(file);
        try (S3Server server = S3Server.start(Files.createDirectory(directory.resolve("s3")))) {
            S3Race race = new S3Race(server, file);
            race.sdk();
            race.vault();
            double[] sdk = new double[ROUNDS];
            double[] vault = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                sdk[i] = race.sdk();
                vault[i] = race.vault();
                System.out.printf(
                        "[sinks] round %d: SDK from a file %.1f MB/s, vault %.1f MB/s%n", i, sdk[i], vault[i]);
            }
            System.out.printf(
                    "[sinks] %d MiB to S3, ratio of the medians: %.2f%n", SIZE / MIB, median(vault) / median(sdk));
        } finally {
            try (var left = Files.walk(directory)) {
                List<Path> all =
                        left.sorted(java.util.Comparator.reverseOrder()).toList();
                all.forEach(path -> path.toFile().delete());
            }
        }
    }

    private static double median(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .sorted()
                .skip((values.length - 1) / 2)
                .findFirst()
                .orElseThrow();
    }

    private static void write(Path file) throws IOException {
        Content content = Content.seeded(1, SIZE);
        try (var out = Files.newOutputStream(file)) {
            for (long at = 0; at < SIZE; at += MIB) {
                out.write(content.expected(at, MIB));
            }
        }
    }

    private double sdk() {
        long begun = System.nanoTime();
        server.client().putObject(put -> put.bucket("archive").key("sdk"), file);
        double rate = rate(begun);
        server.client().deleteObject(object -> object.bucket("archive").key("sdk"));
        return rate;
    }

    private static double rate(long begun) {
        return SIZE * 1e3 / (System.nanoTime() - begun);
    }

    /** From the message in the route to the answer of S3. */
    private double vault() throws Exception {
        CompletableFuture<Double> rate = new CompletableFuture<>();
        try (Vault vault = new Vault()) {
            vault.camel
                    .getComponent("aws2-s3", AWS2S3Component.class)
                    .getConfiguration()
                    .setAmazonS3Client(server.client());
            String archive = vault.archive(Content.seeded(1, SIZE));
            vault.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("glacier-egress:photos?digests=MD5,SHA-256,CRC32C")
                            .setHeader("CamelAwsS3Key", header("CamelGlacierEgressName"))
                            .process(exchange -> exchange.setProperty("begun", System.nanoTime()))
                            .to("aws2-s3:archive")
                            .process(exchange -> rate.complete(rate(exchange.getProperty("begun", Long.class))))
                            .to("glacier-egress:photos?operation=prove");
                }
            });
            vault.awaitState("PROVED", archive);
            server.client().deleteObject(object -> object.bucket("archive").key(archive));
            return rate.join();
        }
    }
}
