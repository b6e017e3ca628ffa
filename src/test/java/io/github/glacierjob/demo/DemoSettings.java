package io.github.glacierjob.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * What the demo is told.
 *
 * @param aws the real service instead of the simulator
 * @param vault the vault of the real service
 * @param archiveId its archive
 * @param options options of the component that all the routes' URIs get
 * @param simulation what is simulated otherwise
 */
record DemoSettings(boolean aws, String vault, String archiveId, String options, Simulation simulation) {
    private static final int MIB = 1 << 20;
    private static final Simulation SIMULATION =
            new Simulation(Optional.empty(), 256L * MIB, Duration.ofSeconds(5), 12L * MIB);

    /**
     * A vault with one archive.
     *
     * @param file the archive's bytes; without it, {@code size} bytes made from a seed
     * @param bytesPerSecond of one connection, so that parallel ranges are of use as they are with the service
     */
    record Simulation(Optional<Path> file, long size, Duration jobDuration, long bytesPerSecond) {}

    static DemoSettings of(Properties given) {
        boolean aws = Boolean.parseBoolean(given.getProperty("aws"));
        Optional<Path> file = Optional.ofNullable(given.getProperty("file")).map(Path::of);
        var simulation = new Simulation(file, SIMULATION.size, SIMULATION.jobDuration, SIMULATION.bytesPerSecond);
        if (!aws) {
            return new DemoSettings(false, "demo", "", "", simulation);
        }
        return new DemoSettings(
                true,
                needed(given, "vault"),
                needed(given, "archiveId"),
                given.getProperty(
                        "options",
                        "useDefaultCredentialsProvider=true&region=" + given.getProperty("region", "us-east-1")),
                simulation);
    }

    private static String needed(Properties given, String name) {
        String value = given.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("-Daws=true needs -D" + name + "=...");
        }
        return value;
    }
}
