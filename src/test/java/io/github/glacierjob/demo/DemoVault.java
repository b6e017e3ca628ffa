package io.github.glacierjob.demo;

import io.github.glacierjob.demo.DemoSettings.Simulation;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Tier;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The vault of the routes: a simulated one or one of AWS. Only the options of the URI differ. */
final class DemoVault implements AutoCloseable {
    private final DemoSettings settings;
    private final String archiveId;
    private final Optional<GlacierSimulator> simulator;

    private DemoVault(DemoSettings settings, String archiveId, Optional<GlacierSimulator> simulator) {
        this.settings = settings;
        this.archiveId = archiveId;
        this.simulator = simulator;
    }

    static DemoVault open(DemoSettings settings) {
        if (settings.aws()) {
            return new DemoVault(settings, settings.archiveId(), Optional.empty());
        }
        Simulation simulation = settings.simulation();
        Content content = simulation.file().map(Content::file).orElseGet(() -> Content.seeded(2012, simulation.size()));
        GlacierSimulator simulator = GlacierSimulator.builder()
                .clock(Clock.systemUTC())
                .archiveJobDuration(Tier.STANDARD, simulation.jobDuration())
                .bytesPerSecondPerConnection(simulation.bytesPerSecond())
                .start();
        return new DemoVault(settings, simulator.addArchive(settings.vault(), content, "demo"), Optional.of(simulator));
    }

    String uri(String options) {
        String where = simulator
                .map(glacier ->
                        "accessKey=any&secretKey=any&region=us-east-1&overrideEndpoint=true&uriEndpointOverride="
                                + glacier.endpoint())
                .orElse(settings.options());
        return "glacier-job:" + name() + "?" + where + "&" + options;
    }

    String name() {
        return settings.vault();
    }

    String archiveId() {
        return archiveId;
    }

    String where() {
        return simulator
                .map(glacier -> "a simulated Glacier, " + glacier.endpoint())
                .orElse("Amazon Glacier");
    }

    /** The time between two looks at the job: the real service takes hours and bills each request. */
    Duration patience() {
        return simulator.isPresent() ? Duration.ofMillis(500) : Duration.ofMinutes(5);
    }

    /** The file name: a name of the demo or of the user, never a name from the service. */
    String fileName() {
        return settings.simulation()
                .file()
                .map(file -> file.getFileName().toString())
                .orElse("archive.bin");
    }

    @Override
    public void close() {
        simulator.ifPresent(GlacierSimulator::close);
    }
}
