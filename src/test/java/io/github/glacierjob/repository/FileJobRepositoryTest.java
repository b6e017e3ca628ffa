package io.github.glacierjob.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("core")
class FileJobRepositoryTest extends StateFileTest<FileJobRepository> {

    @Override
    FileJobRepository create(Path file) {
        return new FileJobRepository(file);
    }

    @Test
    void aJobIsOnTheDiskWhenAddReturns() throws IOException {
        assertThat(repository.add("arn:a/jobs/1")).isTrue();
        assertThat(repository.add("arn:a/jobs/1")).isFalse();
        assertThat(repository.confirm("arn:a/jobs/1")).isTrue();

        assertThat(afterCrash().contains("arn:a/jobs/1")).isTrue();
        assertThat(repository.contains("arn:a/jobs/2")).isFalse();
        assertThat(repository.add("arn:a/jobs/1")).isFalse();
    }

    @Test
    void aRemovedJobIsUnknownAlsoAfterACrash() throws IOException {
        repository.add("a");

        assertThat(repository.remove("a")).isTrue();
        assertThat(repository.remove("a")).isFalse();
        assertThat(afterCrash().contains("a")).isFalse();
    }

    @Test
    void clearForgetsAllJobs() throws IOException {
        repository.add("a");
        repository.add("b");
        repository.clear();

        assertThat(repository.contains("a")).isFalse();
        assertThat(afterCrash().contains("b")).isFalse();
        assertThat(repository.add("b")).isTrue();
    }

    @Test
    void onlyAnIncompleteLineIsLost() throws IOException {
        repository.add("a");
        Files.writeString(file, "consumed-1\tb\tconsu", StandardOpenOption.APPEND);

        assertThat(afterCrash().contains("a")).isTrue();
        assertThat(repository.contains("b")).isFalse();
        repository.add("c");
        assertThat(afterCrash().contains("c")).isTrue();
    }

    @Test
    void aDamagedLineIsIgnored() throws IOException {
        repository.add("first");
        repository.add("second");
        Files.writeString(file, Files.readString(file).replace("second", "sexond"));

        assertThat(afterCrash().contains("sexond")).isFalse();
        assertThat(repository.contains("first")).isTrue();
    }

    @Test
    void theFileIsCompactedWhenMostOfItsLinesAreOutdated() throws IOException {
        for (int i = 0; i < 1500; i++) {
            repository.add("job");
            repository.remove("job");
        }
        repository.add("last");

        assertThat(Files.readAllLines(file)).hasSizeLessThan(1100);
        assertThat(afterCrash().contains("last")).isTrue();
        assertThat(repository.contains("job")).isFalse();
    }

    @Test
    void aSecondRepositoryOnTheSameFileIsRefused() {
        assertThatThrownBy(this::started)
                .hasStackTraceContaining("The file of consumed jobs " + file + " is in use by another repository");
    }

    @Test
    void aRepositoryThatIsNotStartedRefusesToStoreAJob() {
        assertThatThrownBy(() -> new FileJobRepository(file).add("a")).hasMessageContaining("is not started");
        assertThatThrownBy(() -> new FileJobRepository().start())
                .hasStackTraceContaining("file: is not set; it must be the path of the file of consumed jobs");
    }
}
