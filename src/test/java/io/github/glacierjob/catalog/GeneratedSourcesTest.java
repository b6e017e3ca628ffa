package io.github.glacierjob.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Camel's generator runs after the compiler, so its sources are committed. Otherwise a jar from a clean checkout would
 * contain no generated classes, or outdated ones.
 */
class GeneratedSourcesTest {
    private static final Path COMPILED = Path.of("target", "generated-before");
    private static final Path GENERATED = Path.of("src", "generated");

    @Test
    void theCompiledSourcesAreThoseThatTheGeneratorWrites() throws IOException {
        assertThat(contents(COMPILED))
                .as("src/generated was out of date, and is not any more: build again and commit it")
                .containsAllEntriesOf(contents(GENERATED));
    }

    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(directory.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
