package io.github.glacierjob.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.docs.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files for tools equal the output of the generator; {@code mvn -Pquick test -Dupdate.docs} writes them. */
class CatalogFilesTest {
    private static final boolean UPDATE = System.getProperty("update.docs") != null;

    private enum Derived {
        JOB(Scheme.JOB.inCatalog().toString()) {
            @Override
            String text() throws IOException {
                return generated(Scheme.JOB);
            }
        },
        EGRESS(Scheme.EGRESS.inCatalog().toString()) {
            @Override
            String text() throws IOException {
                return generated(Scheme.EGRESS);
            }
        },
        SPRING_BOOT("src/main/resources/META-INF/spring-configuration-metadata.json") {
            @Override
            String text() {
                return new SpringMetadata().text();
            }
        };

        private final Path file;

        Derived(String file) {
            this.file = Path.of(file);
        }

        abstract String text() throws IOException;

        private static String generated(Scheme scheme) throws IOException {
            return Files.readString(Path.of("src/generated/resources", scheme.generated()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileForToolsEqualsTheCatalog(Derived derived) throws IOException {
        if (UPDATE) {
            Files.writeString(derived.file, derived.text());
        }
        assertThat(derived.file)
                .as("%s; to write it: mvn -Pquick test -Dupdate.docs -Dtest=CatalogFilesTest", derived.file)
                .hasContent(derived.text());
    }
}
