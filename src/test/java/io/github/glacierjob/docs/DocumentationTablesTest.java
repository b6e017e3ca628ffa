package io.github.glacierjob.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of the documentation equal the catalog; {@code mvn -Pquick test -Dupdate.docs} writes them. */
class DocumentationTablesTest {
    private static final boolean UPDATE = System.getProperty("update.docs") != null;

    private enum Table {
        MOST_USED_OPTIONS(Scheme.JOB, "src/main/docs/options.md", "most used options", Tables::mostUsedOptions),
        OPTIONS(Scheme.JOB, "src/main/docs/options.md", "options", Tables::options),
        COMPONENT_OPTIONS(Scheme.JOB, "src/main/docs/options.md", "component options", Tables::componentOptions),
        HEADERS(Scheme.JOB, "src/main/docs/headers.md", "headers", Tables::headers),
        EGRESS_OPTIONS(Scheme.EGRESS, "src/main/docs/egress-options.md", "own options", Tables::ownOptions),
        EGRESS_SHARED_OPTIONS(
                Scheme.EGRESS, "src/main/docs/egress-options.md", "shared options", Tables::sharedOptions),
        EGRESS_HEADERS(Scheme.EGRESS, "src/main/docs/egress-options.md", "headers", Tables::headers);

        private final Scheme scheme;
        private final Path file;
        private final String start;
        private final String end;
        private final Function<Tables, String> text;

        Table(Scheme scheme, String file, String name, Function<Tables, String> text) {
            this.scheme = scheme;
            this.file = Path.of(file);
            start = "<!-- " + name + ": start -->";
            end = "<!-- " + name + ": end -->";
            this.text = text;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTableEqualsTheCatalog(Table table) throws IOException {
        String page = Files.readString(table.file);
        assertThat(page).containsSubsequence(table.start, table.end);
        String before = page.substring(0, page.indexOf(table.start) + table.start.length());
        String after = page.substring(page.indexOf(table.end));
        String expected = before + "\n" + table.text.apply(new Tables(table.scheme)) + "\n" + after;
        if (UPDATE) {
            Files.writeString(table.file, expected);
        }
        assertThat(Files.readString(table.file))
                .as("%s; to write it: mvn -Pquick test -Dupdate.docs -Dtest=DocumentationTablesTest", table.file)
                .isEqualTo(expected);
    }
}
