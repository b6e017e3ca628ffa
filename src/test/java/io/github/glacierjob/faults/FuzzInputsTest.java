package io.github.glacierjob.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the inputs with which the fuzzer begins, and those that it found, as tests. */
class FuzzInputsTest {

    private static final Path INPUTS = Path.of("src", "test", "fuzz");

    private static final Path TARGETS = Path.of("src", "test", "java", "io", "github", "glacierjob");

    static List<Path> inputs() throws IOException {
        try (Stream<Path> files = Files.walk(INPUTS)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void aFuzzedInputCausesNoFailure(Path input) throws Exception {
        String target = input.getParent().getFileName().toString();
        Method method = Class.forName("io.github.glacierjob." + target).getMethod("fuzzerTestOneInput", byte[].class);
        method.invoke(null, (Object) Files.readAllBytes(input));
    }

    @Test
    void everyTargetHasInputs() throws IOException {
        try (Stream<Path> sources = Files.walk(TARGETS)) {
            assertThat(sources.filter(source -> source.toString().endsWith("Fuzz.java")))
                    .isNotEmpty()
                    .allSatisfy(source -> assertThat(INPUTS.resolve(TARGETS.relativize(source)
                                    .toString()
                                    .replace(".java", "")
                                    .replace(File.separatorChar, '.')))
                            .isNotEmptyDirectory());
        }
    }
}
