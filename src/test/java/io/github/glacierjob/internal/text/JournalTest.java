package io.github.glacierjob.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void aPath() {
        path = directory.resolve("journal");
    }

    private static SealedLine line(String text) {
        return SealedLine.of("test-1", text);
    }

    private static List<String> read(Journal journal) throws IOException {
        List<String> texts = new ArrayList<>();
        journal.read(line -> texts.add(line.text(0)));
        return texts;
    }

    private List<String> read() throws IOException {
        try (Journal journal = new Journal(path)) {
            return read(journal);
        }
    }

    private void append(String text) throws IOException {
        try (Journal journal = new Journal(path)) {
            read(journal);
            journal.append(List.of(line(text)));
        }
    }

    @Test
    void anIncompleteLastLineIsIgnoredAndCountedAndTheNextLineIsSeparate() throws IOException {
        append("a");
        Files.writeString(path, "test-1\tb", StandardOpenOption.APPEND);
        try (Journal journal = new Journal(path)) {
            assertThat(journal.read(whole -> {})).isEqualTo(1);
            journal.append(List.of(line("c")));
        }

        assertThat(read()).containsExactly("a", "c");
    }

    /** If an interrupted thread wrote through a channel, the channel would be closed for all threads. */
    @Test
    void anInterruptOfTheWriterDoesNoHarm() throws IOException {
        try (Journal journal = new Journal(path, directory.resolve("lock"))) {
            Thread.currentThread().interrupt();
            journal.append(List.of(line("a")));
            journal.compact(List.of(line("a"), line("b")));
            journal.append(List.of(line("c")));
            assertThat(Thread.interrupted()).isTrue();

            journal.append(List.of(line("d")));
            assertThat(read(journal)).containsExactly("a", "b", "c", "d");
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void linesWhoseWriteFailedDoNotCount() throws IOException {
        append("a");
        try (Journal failing = new Journal(path) {
            @Override
            protected void force(RandomAccessFile written) throws IOException {
                throw new IOException("Input/output error");
            }
        }) {
            assertThatThrownBy(() -> failing.append(List.of(line("b")))).isInstanceOf(IOException.class);
        }
        append("c");

        assertThat(read()).containsExactly("a", "c");
    }

    @Test
    void theFirstLineReplacesOldContent() throws IOException {
        append("a");
        try (Journal journal = new Journal(path)) {
            journal.begin(line("b"));
            journal.append(List.of(line("c")));
        }

        assertThat(read()).containsExactly("b", "c");
    }

    @Test
    void compactionKeepsTheLockOfAJournal() throws IOException {
        Path lock = directory.resolve("lock");
        try (Journal journal = new Journal(path, lock)) {
            journal.append(List.of(line("a"), line("b")));
            journal.compact(List.of(line("b")));
            journal.append(List.of(line("c")));

            assertThatThrownBy(() -> new Journal(path, lock)).isInstanceOf(OverlappingFileLockException.class);
        }
        assertThat(read()).containsExactly("b", "c");
    }

    @Test
    void aSymbolicLinkIsRefused() throws IOException {
        Files.createSymbolicLink(path, directory.resolve("outside"));

        assertThatThrownBy(() -> new Journal(path))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("symbolic link");
        assertThat(directory.resolve("outside")).doesNotExist();
    }
}
