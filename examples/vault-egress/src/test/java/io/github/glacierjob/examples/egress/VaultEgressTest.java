package io.github.glacierjob.examples.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultEgressTest {
    private static final int ARCHIVES = 40;

    @TempDir
    private Path directory;

    private Properties settings;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @BeforeEach
    void shrink() throws Exception {
        settings = Settings.load();
        settings.setProperty("egress.archives", Integer.toString(ARCHIVES));
        settings.setProperty("destination", "file:" + directory.resolve("retrieved"));
        settings.setProperty("egress.since", directory.resolve("since").toString());
        settings.setProperty("receipt", "file:" + directory + "?fileName=receipt.csv");
        settings.setProperty("camel.beans.ledger.jdbcUrl", "jdbc:h2:file:" + directory.resolve("ledger") + ";DB_CLOSE_ON_EXIT=FALSE");
    }

    private int run() throws Exception {
        return new Application(settings, new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), false)).run();
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    private List<String> receipt() throws Exception {
        return Files.readAllLines(directory.resolve("receipt.csv"));
    }

    @Test
    void everyArchiveBecomesAFileAndTheReceiptNamesAllOfThem() throws Exception {
        assertEquals(Application.COMPLETE, run(), this::shown);

        assertTrue(shown().contains("40 of 40 archives are whole"), shown());
        assertEquals(
                ARCHIVES,
                receipt().stream().filter(line -> line.contains("DELIVERED,")).count());
    }

    @Test
    void archivesThatTheFilterRefusesAreNotMissed() throws Exception {
        settings.setProperty("filter", "${body.size} < 1000");

        assertEquals(Application.COMPLETE, run(), this::shown);

        assertTrue(shown().contains("SKIPPED"), shown());
    }

    @Test
    void whatTheTimeDidNotSufficeForIsDoneByTheNextStart() throws Exception {
        settings.setProperty("timeLimit", "5");
        assertEquals(Application.NOT_OVER, run(), this::shown);
        assertEquals(
                ARCHIVES,
                receipt().stream().filter(line -> line.matches("[\\w-]{138},.*")).count());

        settings.setProperty("timeLimit", "0");
        assertEquals(Application.COMPLETE, run(), this::shown);

        assertTrue(shown().contains("40 of 40 archives are whole"), shown());
    }
}
