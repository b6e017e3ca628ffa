package io.github.glacierjob.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Case l: loads an inventory of {@code bench.archives} entries (default 1,000,000) into a ledger, in JSON and CSV, on
 * H2 in a file and on PostgreSQL, each in a process with {@code -Xmx96m}.
 */
final class LedgerBenchmark {

    private static final String ARN = "arn:aws:glacier:us-east-1:111122223333:vaults/photos";

    private final Path directory;

    LedgerBenchmark(Path directory) {
        this.directory = directory;
    }

    void print(PrintStream out) throws IOException, InterruptedException {
        int archives = Integer.getInteger("bench.archives", 1_000_000);
        out.printf("%nCase l, %d entries into a ledger with -Xmx96m%n%n", archives);
        out.println(
                "Takes, status and one commit in ms: the least / the median / the most of 40, after 60 more (status: 10).");
        out.println();
        out.println("| database | format | rows | first load s | its CPU s | load again s | its CPU s | one commit"
                + " | next 100 to order | status | next 100 to deliver |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (String format : List.of("JSON", "CSV")) {
            Path document = directory.resolve("inventory." + format);
            new NastyInventory(ARN, format.equals("JSON")).write(document, archives);
            if (isWanted("H2")) {
                out.print("| H2 | " + format + " " + load("jdbc:h2:file:" + directory.resolve(format), document));
                Files.delete(directory.resolve(format + ".mv.db"));
                Files.deleteIfExists(directory.resolve(format + ".trace.db"));
            }
            if (isWanted("PostgreSQL")) {
                onPostgres(out, format, document);
            }
            Files.delete(document);
        }
    }

    private static boolean isWanted(String database) {
        String only = System.getProperty("bench.only", "");
        return only.isEmpty() || List.of(only.split(",")).contains(database);
    }

    private void onPostgres(PrintStream out, String format, Path document) throws IOException, InterruptedException {
        Path server = directory.resolve("postgres");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(server.toFile())
                // Like a server in production: committed data is on the disk.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            out.print("| PostgreSQL | " + format + " " + load(postgres.getJdbcUrl("postgres", "postgres"), document));
        }
        try (var left = Files.walk(server)) {
            left.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private static String load(String url, Path document) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerLoad.class.getName(),
                        url,
                        ARN,
                        document.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String row = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The load ended with " + process.exitValue() + ": " + row);
        }
        return row;
    }
}
