package io.github.glacierjob.examples.egress;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;

/** A vault for the demonstration, in this process: a Glacier that is slow and often answers wrongly. */
final class SimulatedVault implements AutoCloseable {
    private static final int MIB = 1 << 20;
    private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int ID_LENGTH = 138;
    /** A region with known prices. */
    private static final String REGION = "us-east-1";

    private static final int REQUESTS_KEPT = 10_000;
    private static final Duration SILENCE = Duration.ofSeconds(8);

    /** The number of the archive replaces #. */
    private static final List<String> DESCRIPTIONS = List.of(
            "holidays/2014/beach #.jpg",
            "films/harbour #.mov",
            "mail/2013/week #.mbox.gz",
            "scans/atlas, page #.tif",
            "backups/server-#.tar",
            "../../../etc/passwd",
            "C:\\Users\\me\\con.txt",
            "=HYPERLINK(\"http://example.com\",\"click\")",
            "a \"quoted\" name, with commas",
            "{\"Path\":\"photos/a.jpg\",\"UTCDateModified\":\"20140102T030405Z\"}",
            "<m><v>4</v><p>cGhvdG9zL2EuanBn</p><lm>20140102T030405Z</lm></m>",
            "${jndi:ldap://example.com/x} ${body} {{vault}} %2e%2e%2f",
            "<img src=x onerror=document.title='owned'>",
            "the same description",
            "");

    private final Clock clock;
    private final GlacierSimulator glacier;
    private final List<String> archives = new ArrayList<>();

    private SimulatedVault(Clock clock, long bytesPerSecond) {
        this.clock = clock;
        this.glacier = GlacierSimulator.builder()
                .region(REGION)
                .clock(clock)
                .archiveJobDuration(Tier.BULK, Duration.ofMinutes(4))
                .inventoryJobDuration(Duration.ofMinutes(3))
                .bytesPerSecondPerConnection(bytesPerSecond)
                .requestsKept(REQUESTS_KEPT)
                .start();
    }

    /** Fills the vault with the same archives each time, and changes the settings to those of the simulated service. */
    static SimulatedVault start(Properties settings) throws IOException {
        SimulatedVault vault = new SimulatedVault(clock(settings), Long.parseLong(settings.getProperty("egress.rate")));
        vault.fill(
                settings.getProperty("vault"),
                Integer.parseInt(settings.getProperty("egress.archives")),
                Long.parseLong(settings.getProperty("egress.largest")));
        vault.misbehave(Double.parseDouble(settings.getProperty("egress.faults")));
        settings.setProperty("poll", "500");
        String component = "camel.component.glacier-egress.";
        settings.setProperty(component + "use-default-credentials-provider", "false");
        settings.setProperty(component + "region", REGION);
        settings.setProperty(component + "access-key", "any");
        settings.setProperty(component + "secret-key", "any");
        settings.setProperty(component + "override-endpoint", "true");
        settings.setProperty(
                component + "uri-endpoint-override", vault.glacier.endpoint().toString());
        settings.setProperty(component + "clock", "#fastClock");
        settings.setProperty(component + "first-look", "180000");
        settings.setProperty(component + "chunk-size", Integer.toString(MIB));
        settings.setProperty(component + "request-timeout", "5000");
        settings.setProperty(component + "retry-delay", "50");
        settings.setProperty(component + "max-retry-delay", "2000");
        return vault;
    }

    /**
     * The clock of the service and of the ledger. It begins with the ledger, and continues when the program starts
     * again.
     */
    private static Clock clock(Properties settings) throws IOException {
        Path since = Path.of(settings.getProperty("egress.since"));
        if (Files.notExists(since)) {
            Files.createDirectories(since.toAbsolutePath().getParent());
            Files.writeString(since, Instant.now().toString());
        }
        return new FastClock(Instant.parse(Files.readString(since)), Integer.parseInt(settings.getProperty("egress.speed")));
    }

    Clock clock() {
        return clock;
    }

    GlacierSimulator glacier() {
        return glacier;
    }

    /** Half of the sizes are small, including sizes around multiples of a MiB. */
    void fill(String vault, int count, long largest) {
        glacier.createVault(vault);
        Random random = new Random(count);
        long[] edges = {1, MIB - 1, MIB, MIB + 1, largest};
        for (int i = 0; i < count; i++) {
            long size = i < edges.length ? edges[i] : (long) Math.exp(random.nextDouble() * Math.log(largest));
            StringBuilder id = new StringBuilder();
            random.ints(ID_LENGTH, 0, ID_ALPHABET.length())
                    .mapToObj(ID_ALPHABET::charAt)
                    .forEach(id::append);
            Content content = Content.seeded(i, Math.max(1, size));
            archives.add(glacier.addArchive(
                    vault, content, DESCRIPTIONS.get(i % DESCRIPTIONS.size()).replace("#", Integer.toString(i)), id.toString()));
        }
    }

    private void misbehave(double share) {
        List<Fault> faults = List.of(
                Fault.throttling(),
                Fault.tooManyRequests(),
                Fault.serviceUnavailable(),
                Fault.emptyServiceUnavailable(),
                Fault.badGateway(),
                Fault.requestTimeout(),
                Fault.resetBeforeAnswer(),
                Fault.stallBeforeAnswer(SILENCE),
                Fault.notFoundYet(),
                Fault.resetBody(MIB / 2),
                Fault.earlyEnd(MIB / 4),
                Fault.stallBody(MIB / 8, SILENCE),
                Fault.corruptBody(12345),
                Fault.wrongChecksum(),
                Fault.missingChecksum(),
                Fault.ignoreRange(),
                Fault.wrongContentRange(),
                Fault.insufficientCapacity(),
                Fault.policyEnforced(),
                Fault.answerLost(),
                Fault.listLag(2));
        for (int i = 0; i < faults.size(); i++) {
            glacier.inject(faults.get(i).probability(share, i));
        }
    }

    /** Compares each file with its archive; the names are those in the ledger. */
    boolean isWholeAt(Properties settings, Screen screen) throws Exception {
        Path directory = Path.of(settings.getProperty("destination").replaceFirst("^file:([^?]*).*", "$1"));
        Map<String, String> names = names(settings);
        long missing = archives.stream().filter(archive -> !names.containsKey(archive)).count();
        names.values().removeIf(String::isEmpty);
        long whole = names.entrySet().stream()
                .filter(archive -> isWhole(archive.getKey(), directory.resolve(archive.getValue())))
                .count();
        screen.note("Seen from outside: %,d of %,d archives are whole in %s, %,d are not in the ledger"
                .formatted(whole, names.size(), directory, missing));
        return whole == names.size() && missing == 0;
    }

    private boolean isWhole(String archive, Path file) {
        return Files.isRegularFile(file) && Content.file(file).treeHash().equals(glacier.treeHash(archive));
    }

    /** The names by archive id; an archive that the filter refused has no name. */
    private static Map<String, String> names(Properties settings) throws Exception {
        String ledger = "camel.beans.ledger.";
        Map<String, String> names = new HashMap<>();
        try (Connection connection = DriverManager.getConnection(
                        settings.getProperty(ledger + "jdbcUrl"),
                        settings.getProperty(ledger + "username"),
                        settings.getProperty(ledger + "password"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ARCHIVE_ID, CASE STATE WHEN 'SKIPPED' THEN '' ELSE NAME END FROM GLACIER_EGRESS_ARCHIVE")) {
            while (rows.next()) {
                names.put(rows.getString(1), rows.getString(2));
            }
        }
        return names;
    }

    @Override
    public void close() {
        glacier.close();
    }
}
