package io.github.glacierjob.examples.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prometheus' own check of the alert rules: they are well-formed, and each fires at the right time and not before. */
class RulesIT {

    @ParameterizedTest
    @CsvSource({"check,catalog/grafana/alerts.yml", "test,src/watch/alerts-test.yml"})
    void promtoolAcceptsTheRules(String command, String file) throws Exception {
        Path promtool = Prometheus.need("promtool");
        Process process = new ProcessBuilder(promtool.toString(), command, "rules", file)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("SUCCESS");
    }
}
