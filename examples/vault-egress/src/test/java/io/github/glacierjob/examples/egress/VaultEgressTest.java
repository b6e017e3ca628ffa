package io.github.glacierjob.examples.egress;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultEgressTest {
    private static final int ARCHIVES = 40;
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    private Properties settings;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @BeforeEach
    void shrink() throws Exception {
        settings = Settings.load();
        settings.setProperty("camel.server.port", "0");
        settings.setProperty("egress.archives", Integer.toString(ARCHIVES));
        settings.setProperty("egress.speed", "300");
        settings.setProperty("destination", "file:" + directory.resolve("retrieved"));
        settings.setProperty("egress.since", directory.resolve("since").toString());
        settings.setProperty("receipt", "file:" + directory + "?fileName=receipt.csv");
        settings.setProperty("sums", "file:" + directory + "?fileName=SHA256SUMS");
        settings.setProperty("camel.beans.ledger.jdbcUrl", "jdbc:h2:file:" + directory.resolve("ledger"));
    }

    private Application application() {
        return new Application(settings, new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), false));
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    /** The number of archives that the receipt has in a state; in all states if it is empty. */
    private long inReceipt(String state) throws Exception {
        return Files.readAllLines(directory.resolve("receipt.csv")).stream()
                .filter(line -> line.matches("[\\w-]{138},.*" + state + ".*"))
                .count();
    }

    /** Runs sha256sum on the destination, as a user does; returns its line for each file. */
    private List<String> sha256sum() throws Exception {
        Process sums = new ProcessBuilder(
                        "sha256sum", "-c", directory.resolve("SHA256SUMS").toString())
                .directory(directory.resolve("retrieved").toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(sums.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, sums.waitFor(), lines::toString);
        return lines;
    }

    private boolean isAnyRetrieved() {
        String[] files = directory.resolve("retrieved").toFile().list();
        return files != null && files.length > 0;
    }

    @Test
    void everyArchiveBecomesAFileAndTheReceiptNamesAllOfThem() throws Exception {
        assertEquals(Application.COMPLETE, application().run(), this::shown);

        assertTrue(shown().contains("40 of 40 archives are whole"), shown());
        assertEquals(ARCHIVES, inReceipt("DELIVERED"));
        List<String> sums = sha256sum();
        assertEquals(ARCHIVES, sums.stream().filter(line -> line.endsWith(": OK")).count(), sums::toString);
    }

    @Test
    void archivesThatTheFilterRefusesAreNotReportedAsMissing() throws Exception {
        settings.setProperty("egress.faults", "0");
        settings.setProperty("filter", "${body.size} < 1000");

        assertEquals(Application.COMPLETE, application().run(), this::shown);

        assertEquals(ARCHIVES, inReceipt(""));
        assertTrue(inReceipt("SKIPPED") > 0, shown());
        assertTrue(inReceipt("DELIVERED") > 0, shown());
    }

    @Test
    void theNextStartCompletesAnInterruptedRun() throws Exception {
        settings.setProperty("egress.faults", "0.005");
        settings.setProperty("concurrentJobs", "1");
        settings.setProperty("jobsInFlight", "5");
        Application first = application();
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> {
            try {
                return first.run();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        await().atMost(SOON).until(this::isAnyRetrieved);
        first.interrupt();

        assertEquals(Application.NOT_OVER, code.get(), this::shown);
        assertEquals(ARCHIVES, inReceipt(""));
        assertEquals(Application.COMPLETE, application().run(), this::shown);
        assertTrue(shown().contains("40 of 40 archives are whole"), shown());
        assertEquals(ARCHIVES, inReceipt("DELIVERED"));
    }
}
