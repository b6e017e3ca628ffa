package io.github.glacierjob.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts the jar of the simulator as a user without a class path does. */
@Timeout(60)
class SimulatorProgramIT {
    @Test
    void theProgramStartsFromItsJarAlone() throws Exception {
        Process program = start("--port", "0", "--vault", "photos", "--no-auth");
        try (var lines = new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            var request = HttpRequest.newBuilder(URI.create(lines.readLine() + "/-/vaults"))
                    .header("x-amz-glacier-version", "2012-06-01")
                    .build();
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"VaultName\":\"photos\"");
        } finally {
            program.destroy();
        }
    }

    @Test
    void theProgramPrintsItsUsage() throws Exception {
        Process program = start("--help");
        assertThat(new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("--port", "--data", "--help");
        assertThat(program.waitFor()).isZero();
    }

    @Test
    void theJarHoldsTheSimulatorAndNoTests() throws IOException {
        Path sources = Path.of("src/simulator/java");
        try (JarFile jar = new JarFile(System.getProperty("packaged.simulator"));
                Stream<Path> files = Files.walk(sources)) {
            List<String> own = jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith("io/github/") && name.endsWith(".class"))
                    .map(name -> name.replaceAll("(\\$.*)?\\.class$", ".java"))
                    .distinct()
                    .toList();
            assertThat(own)
                    .containsExactlyInAnyOrderElementsOf(files.filter(
                                    file -> file.toString().endsWith(".java"))
                            .map(file -> sources.relativize(file).toString().replace('\\', '/'))
                            .toList());
        }
    }

    private static Process start(String... arguments) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ProcessBuilder(java, "-jar", System.getProperty("packaged.simulator"));
        command.command().addAll(List.of(arguments));
        return command.redirectErrorStream(true).start();
    }
}
