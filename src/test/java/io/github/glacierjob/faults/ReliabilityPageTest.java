package io.github.glacierjob.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.testkit.PageTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of src/main/docs/reliability.md about reported problems of other tools names tests; they must exist. */
class ReliabilityPageTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    private static final Pattern TEST_METHOD = Pattern.compile("@(Parameterized)?Test\\b");

    static List<List<String>> reports() throws IOException {
        List<List<String>> rows =
                new ArrayList<>(PageTable.read("reliability.md", "reports").rows());
        rows.addAll(PageTable.read("reliability.md", "doubts").rows());
        return rows;
    }

    @ParameterizedTest
    @MethodSource("reports")
    void everyReportNamesAnExistingTest(List<String> row) throws IOException {
        List<MatchResult> tests = TEST.matcher(row.get(2)).results().toList();
        assertThat(tests).as(row.get(0)).isNotEmpty();
        for (MatchResult test : tests) {
            assertThat(source(test.group(1)).split("\n\n"))
                    .as(test.group())
                    .anyMatch(member ->
                            TEST_METHOD.matcher(member).find() && member.contains(" void " + test.group(2) + "("));
        }
    }

    private static String source(String name) throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src"))) {
            Path source = sources.filter(path -> path.endsWith(name + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no " + name));
            return Files.readString(source);
        }
    }
}
