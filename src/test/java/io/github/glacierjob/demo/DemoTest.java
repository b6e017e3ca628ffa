package io.github.glacierjob.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.demo.DemoSettings.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DemoTest {
    @TempDir
    private Path directory;

    @Test
    void theDemoShowsTheStatesTheProgressAndTheVerifiedFile() throws Exception {
        String shown = run(Optional.empty(), false);

        assertThat(shown)
                .containsSubsequence("Vault demo", "Initiated job", "InProgress", "Succeeded")
                .containsSubsequence("] 100%  20.0 of 20.0 MiB", "MiB/s", "s left", "equal", "The file: ");
        assertThat(directory.resolve("archive.bin")).hasSize(20 << 20);
    }

    @Test
    void aFileOfTheUserIsReturnedByteForByte() throws Exception {
        Path own = Files.write(directory.resolve("own.bin"), new byte[] {1, 2, 3});
        Files.write(Files.createDirectories(directory.resolve("out")).resolve("own.bin"), new byte[10]);

        run(Optional.of(own), true);

        assertThat(directory.resolve("out").resolve("own.bin")).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void onlyTheOptionsDifferForTheRealService() {
        var given = new Properties();
        given.setProperty("aws", "true");
        given.setProperty("vault", "photos");
        given.setProperty("archiveId", "-abc");
        given.setProperty("region", "eu-west-1");

        DemoVault vault = DemoVault.open(DemoSettings.of(given));

        assertThat(vault.uri("operation=listJobs"))
                .isEqualTo("glacier-job:photos?useDefaultCredentialsProvider=true&region=eu-west-1&operation=listJobs");
        assertThat(vault.archiveId()).isEqualTo("-abc");
    }

    private String run(Optional<Path> file, boolean terminal) throws Exception {
        var simulation = new Simulation(file, 20L << 20, Duration.ofMillis(700), 0);
        var shown = new ByteArrayOutputStream();
        var screen = new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), terminal);
        Path to = file.isPresent() ? directory.resolve("out") : directory;
        try (DemoVault vault = DemoVault.open(new DemoSettings(false, "demo", "", "", simulation))) {
            new Demo(vault, screen, to).run();
        }
        return shown.toString(StandardCharsets.UTF_8);
    }
}
