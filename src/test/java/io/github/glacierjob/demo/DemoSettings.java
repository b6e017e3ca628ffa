package io.github.glacierjob.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * The settings of the demo.
 *
 * @param aws whether to use the real service instead of the simulator
 * @param vault the vault of the real service
 * @param archiveId the archive in it
 * @param options options of the component for all URIs
 * @param simulation the settings of the simulator
 */
record DemoSettings(boolean aws, String vault, String archiveId, String options, Simulation simulation) {
    private static final int MIB = 1 << 20;
    private static final Simulation SIMULATION =
            new Simulation(Optional.empty(), 256L * MIB, Duration.ofSeconds(5), 12L * MIB);

    /**
     * A vault with one archive.
     *
     * @param file the archive's bytes; empty to generate {@code size} bytes from a seed
     * @param bytesPerSecond the rate of one connection, so that parallel ranges help as with the real service
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
