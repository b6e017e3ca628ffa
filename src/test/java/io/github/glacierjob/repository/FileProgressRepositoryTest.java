package io.github.glacierjob.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileProgressRepositoryTest extends StateFileTest<FileProgressRepository> {

    @Override
    FileProgressRepository create(Path file) {
        return new FileProgressRepository(file);
    }

    @Test
    void aStateIsOnTheDiskWhenSetStateReturns() throws IOException {
        repository.setState("a", "1");
        repository.setState("b", "2");
        repository.setState("a", "3");

        assertThat(afterCrash().getState("a")).isEqualTo("3");
        assertThat(repository.getState("b")).isEqualTo("2");
    }

    @Test
    void anEmptyStateRemovesTheJob() throws IOException {
        repository.setState("a", "1");
        repository.setState("a", "");

        assertThat(repository.getState("a")).isNull();
        assertThat(afterCrash().getState("a")).isNull();
    }

    @Test
    void onlyAnIncompleteLineIsLost() throws IOException {
        repository.setState("a", "1");
        repository.setState("b", "2");
        Files.writeString(file, "12345678 b\t9 and then the po", StandardOpenOption.APPEND);

        assertThat(afterCrash().getState("b")).isEqualTo("2");
        repository.setState("c", "3");
        assertThat(afterCrash().getState("c")).isEqualTo("3");
        assertThat(repository.getState("a")).isEqualTo("1");
    }

    @Test
    void aDamagedLineIsIgnored() throws IOException {
        repository.setState("a", "first");
        repository.setState("a", "second");
        Files.writeString(file, Files.readString(file).replace("second", "sexond"));

        assertThat(afterCrash().getState("a")).isEqualTo("first");
    }

    @Test
    void theFileDoesNotGrowWithTheNumberOfChunks() throws IOException {
        for (int i = 0; i < 5000; i++) {
            repository.setState("job", "state " + i);
        }

        assertThat(Files.lines(file).count()).isLessThan(1100);
        assertThat(afterCrash().getState("job")).isEqualTo("state 4999");
    }

    @Test
    void aSecondRepositoryOnTheSameFileIsRefused() {
        assertThatThrownBy(this::started).hasStackTraceContaining("is in use by another repository");
    }

    @Test
    void aStateOfSeveralLinesIsReadAsItWasWritten() throws IOException {
        repository.setState("a\tb", "1\n2\t%\r\u00e9-");

        assertThat(afterCrash().getState("a\tb")).isEqualTo("1\n2\t%\r\u00e9-");
    }

    /** A route may interrupt the thread that commits; the repository must still work for all others. */
    @Test
    void anInterruptOfTheCommittingThreadDoesNoHarm() throws IOException {
        Thread.currentThread().interrupt();
        try {
            for (int i = 0; i < 2100; i++) {
                repository.setState("a", "" + i);
            }
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        repository.setState("b", "2");

        assertThat(afterCrash().getState("a")).isEqualTo("2099");
        assertThat(repository.getState("b")).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSymbolicLinkStaysALinkAndItsTargetHasTheStates(boolean there) throws IOException {
        Path volume = Files.createDirectory(directory.resolve("volume"));
        Path real = volume.resolve("progress");
        Path link = directory.resolve("link");
        if (there) {
            Files.createFile(real);
        }
        Files.createSymbolicLink(link, Path.of("volume/progress"));
        FileProgressRepository linked = new FileProgressRepository(link);
        linked.start();
        for (int i = 0; i < 2100; i++) {
            linked.setState("a", "" + i);
        }
        assertThatThrownBy(() -> new FileProgressRepository(real).start())
                .hasStackTraceContaining("is in use by another repository");
        linked.stop();

        assertThat(link).isSymbolicLink();
        FileProgressRepository direct = new FileProgressRepository(real);
        direct.start();
        assertThat(direct.getState("a")).isEqualTo("2099");
        direct.stop();
    }

    @Test
    void aStopAndAStartOfARouteKeepAllStates() {
        repository.setState("a", "1");
        repository.stop();
        repository.start();

        assertThat(repository.getState("a")).isEqualTo("1");
    }
}
