package io.github.glacierjob.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/karaf.md shows what the test in Karaf installs, runs and sees, and nothing else. */
class KarafPageTest {
    private static final String PAGE = "docs/karaf.md";
    private static final Path EXAMPLE = Path.of("examples", "karaf");

    @Test
    void everyBlockIsOneThatIsHeld() {
        assertThat(Snippet.of(PAGE)).isNotEmpty().allSatisfy(block -> assertThat(block.mark())
                .startsWith("karaf: "));
    }

    @Test
    void theRoutesAreTheExamples() throws IOException {
        List<String> sources = sources();
        assertThat(marked("example")).isNotEmpty().allSatisfy(block -> assertThat(sources)
                .anyMatch(source -> source.contains(block.text())));
    }

    @Test
    void theCommandsAreTheExamples() throws IOException {
        List<String> commands = Files.readAllLines(EXAMPLE.resolve("install.karaf"));
        assertThat(marked("install")).singleElement().satisfies(block -> assertThat(
                        block.text().lines())
                .allMatch(
                        command -> command.equals("feature:install camel-glacier-job") || commands.contains(command)));
    }

    @Test
    void theSettingsAreTheExamples() throws IOException {
        String features = Files.readString(EXAMPLE.resolve("features.xml"));
        assertThat(marked("settings")).singleElement().satisfies(block -> assertThat(features)
                .contains(block.text()));
    }

    private static List<Snippet> marked(String mark) {
        return Snippet.of(PAGE).stream()
                .filter(block -> block.mark().equals("karaf: " + mark))
                .toList();
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE.resolve("src"))) {
            return files.filter(Files::isRegularFile).map(KarafPageTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
