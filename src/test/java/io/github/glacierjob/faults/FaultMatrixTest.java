package io.github.glacierjob.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.glacierjob.testkit.PageTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests every cell of the matrix in src/main/docs/reliability.md, over HTTP. */
@Tag("tls")
@Timeout(120)
class FaultMatrixTest {

    private static final String NOT_APPLICABLE = "n/a: ";

    @TempDir
    Path directory;

    static Stream<Arguments> cells() throws IOException {
        return PageTable.read("reliability.md", "matrix").rows().stream().flatMap(FaultMatrixTest::cells);
    }

    private static Stream<Arguments> cells(List<String> row) {
        return IntStream.range(1, row.size())
                .mapToObj(i -> arguments(row.get(0), MatrixColumn.values()[i - 1], row.get(i)));
    }

    private static MatrixFault fault(String title) {
        return Arrays.stream(MatrixFault.values())
                .filter(fault -> fault.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} - {1} - {2}")
    @MethodSource("cells")
    void aFaultHasTheOutcomeOfItsCell(String row, MatrixColumn column, String words) throws Exception {
        assertThat(words.startsWith(NOT_APPLICABLE)).isEqualTo(!fault(row).appliesTo(column));
        if (fault(row).appliesTo(column)) {
            try (MatrixRun run = new MatrixRun(fault(row), column, directory)) {
                run.start();
                MatrixOutcome.of(words).check(run);
                run.assertNothingWrong();
            }
        }
    }

    @Test
    void everyFaultIsARowAndEveryModeAColumn() throws IOException {
        PageTable matrix = PageTable.read("reliability.md", "matrix");
        assertThat(matrix.head().subList(1, matrix.head().size()))
                .isEqualTo(Arrays.stream(MatrixColumn.values())
                        .map(MatrixColumn::title)
                        .toList());
        assertThat(matrix.rows())
                .extracting(row -> row.get(0))
                .isEqualTo(Arrays.stream(MatrixFault.values())
                        .map(MatrixFault::title)
                        .toList());
    }
}
