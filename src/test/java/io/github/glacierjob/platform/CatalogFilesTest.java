package io.github.glacierjob.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What tools read is what the generator wrote of the code; {@code mvn -Pquick test -Dupdate.docs} writes it. */
class CatalogFilesTest {
    private static final boolean UPDATE = System.getProperty("update.docs") != null;

    private enum Derived {
        COMPONENT("catalog/glacier-job.json") {
            @Override
            String text() throws IOException {
                return Files.readString(
                        Path.of("src/generated/resources/META-INF/io/github/glacierjob/glacier-job.json"));
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
    }

    @ParameterizedTest
    @EnumSource
    void aFileForToolsIsTheCatalogs(Derived derived) throws IOException {
        if (UPDATE) {
            Files.writeString(derived.file, derived.text());
        }
        assertThat(derived.file)
                .as("%s; to write it: mvn -Pquick test -Dupdate.docs -Dtest=CatalogFilesTest", derived.file)
                .hasContent(derived.text());
    }
}
