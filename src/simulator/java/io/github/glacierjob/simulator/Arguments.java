package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.program.HttpSubscriber;
import io.github.glacierjob.simulator.program.Quantity;
import io.github.glacierjob.simulator.program.SpeedClock;
import io.github.glacierjob.simulator.protocol.GlacierError;
import io.github.glacierjob.simulator.vault.Ids;
import io.github.glacierjob.simulator.vault.Vaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Reads the program's command line. A wrong command line gives an IllegalArgumentException with one clear line. */
final class Arguments {
    private static final Duration JOB_TIME = Duration.ofSeconds(5);

    final SimulatorBuilder builder = GlacierSimulator.builder();
    final List<String> vaults = new ArrayList<>();
    final List<GeneratedArchive> archives = new ArrayList<>();
    final List<Fault> faults = new ArrayList<>();
    boolean help;
    boolean tls;
    private Path tlsFiles;
    private double speed = 1;

    /** An archive of {@code size} bytes, generated from {@code seed}. */
    record GeneratedArchive(String vault, long size, long seed) {

        /** The archive's id, which is the same in every run. */
        String id() {
            return Ids.archiveFor(vault + "=" + size + ":" + seed);
        }
    }

    private Arguments() {}

    static Arguments parse(String... arguments) {
        Arguments parsed = new Arguments();
        parsed.jobTime(JOB_TIME);
        parsed.builder.requestsKept(0);
        for (int i = 0; i < arguments.length; i++) {
            if (!parsed.flag(arguments[i])) {
                if (i + 1 == arguments.length) {
                    throw new IllegalArgumentException(
                            arguments[i].startsWith("--")
                                    ? arguments[i] + " is unknown or needs a value"
                                    : "Unexpected argument: " + arguments[i]);
                }
                parsed.option(arguments[i], arguments[++i]);
            }
        }
        parsed.builder.clock(parsed.speed == 1 ? Clock.systemUTC() : new SpeedClock(Clock.systemUTC(), parsed.speed));
        return parsed;
    }

    private boolean flag(String name) {
        switch (name) {
            case "--help", "-h" -> help = true;
            case "--tls" -> secure();
            case "--no-auth" -> builder.authorizationRequired(false);
            case "--select" -> builder.selectSupported(true);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void option(String name, String value) {
        switch (name) {
            case "--port" -> builder.port(port(value));
            case "--region" -> builder.region(value);
            case "--account" -> builder.accountId(account(value));
            case "--data" -> builder.data(Path.of(value));
            case "--tls-files" -> {
                secure();
                tlsFiles = Path.of(value);
            }
            case "--vault" -> vaults.add(vault(value));
            case "--archive" -> archives.add(archive(value));
            case "--archives" -> archives.addAll(archives(value));
            case "--job-time" -> jobTime(value);
            case "--lifetime" -> builder.outputLifetime(Quantity.duration(value));
            case "--speed" -> speed = speed(value);
            case "--rate" -> builder.bytesPerSecondPerConnection(Quantity.size(value));
            case "--latency" -> builder.firstByteLatency(Quantity.duration(value));
            case "--fault" -> faults.add(FaultSpec.parse(value));
            case "--notify" -> subscribe(uri(value));
            default -> throw new IllegalArgumentException("Unknown option: " + name);
        }
    }

    private void secure() {
        tls = true;
        builder.tls();
    }

    /** The directory for the files that clients need to trust the simulator; creates it if necessary. */
    Path tlsFiles() {
        try {
            return tlsFiles == null
                    ? Files.createTempDirectory("glacier-simulator")
                    : Files.createDirectories(tlsFiles);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void subscribe(URI url) {
        HttpSubscriber subscriber = new HttpSubscriber(url);
        builder.onNotification(one -> subscriber.post(one.topicArn(), one.envelope()));
    }

    private static int port(String value) {
        long port = Quantity.number(value);
        if (port > 65535) {
            throw new IllegalArgumentException("Not a port: " + value);
        }
        return (int) port;
    }

    private static String account(String value) {
        if (!value.matches("\\d{12}")) {
            throw new IllegalArgumentException("Not an account of 12 digits: " + value);
        }
        return value;
    }

    private static String vault(String value) {
        try {
            Vaults.checkName(value);
            return value;
        } catch (GlacierError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static GeneratedArchive archive(String value) {
        String[] parts = value.split("[=:]");
        if (parts.length < 2 || parts.length > 3) {
            throw new IllegalArgumentException("Not VAULT=SIZE[:SEED]: " + value);
        }
        long size = Quantity.size(parts[1]);
        if (size == 0) {
            throw new IllegalArgumentException("An archive has at least one byte: " + value);
        }
        return new GeneratedArchive(vault(parts[0]), size, parts.length == 3 ? Quantity.number(parts[2]) : 1);
    }

    private static List<GeneratedArchive> archives(String value) {
        String[] parts = value.split("[=:]");
        if (parts.length < 3 || parts.length > 4) {
            throw new IllegalArgumentException("Not VAULT=COUNT:SIZE[:SEED]: " + value);
        }
        long seed = parts.length == 4 ? Quantity.number(parts[3]) : 1;
        long largest = Quantity.size(parts[2]);
        if (largest == 0) {
            throw new IllegalArgumentException("An archive has at least one byte: " + value);
        }
        Random random = new Random(seed);
        List<GeneratedArchive> archives = new ArrayList<>();
        for (long i = 0; i < Quantity.number(parts[1]); i++) {
            long size = (long) Math.exp(random.nextDouble() * Math.log(largest));
            archives.add(new GeneratedArchive(vault(parts[0]), Math.max(1, size), seed + i));
        }
        return archives;
    }

    private void jobTime(String value) {
        int equals = value.indexOf('=');
        if (equals < 0) {
            jobTime(Quantity.duration(value));
            return;
        }
        String kind = value.substring(0, equals);
        Duration duration = Quantity.duration(value.substring(equals + 1));
        if (kind.equals("Inventory")) {
            builder.inventoryJobDuration(duration);
        } else {
            Tier tier = Tier.of(kind)
                    .orElseThrow(
                            () -> new IllegalArgumentException("Not Expedited, Standard, Bulk or Inventory: " + kind));
            builder.archiveJobDuration(tier, duration);
        }
    }

    private void jobTime(Duration duration) {
        for (Tier tier : Tier.values()) {
            builder.archiveJobDuration(tier, duration);
        }
        builder.inventoryJobDuration(duration);
    }

    private static double speed(String value) {
        if (!value.matches("\\d{1,9}(\\.\\d{1,9})?") || Double.parseDouble(value) == 0) {
            throw new IllegalArgumentException("Not a speed (for example 3600): " + value);
        }
        return Double.parseDouble(value);
    }

    private static URI uri(String value) {
        URI uri = URI.create(value);
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException("Not an http or https URL: " + value);
        }
        return uri;
    }
}
