package io.github.glacierjob.fetching;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.job.OutputFileException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.testkit.Glacier;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the names and places of the files of {@code outputMode=file}. */
@Tag("core")
class FileNameTest {

    private static final int SIZE = MIB + 7;
    private static final Content CONTENT = Content.seeded(11, SIZE);

    @TempDir
    Path directory;

    private final Glacier glacier = new Glacier();

    @AfterEach
    void close() {
        glacier.close();
    }

    private String job() {
        return glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", CONTENT, ""));
    }

    private Exchange fetch(String job, String name) {
        return fetch(job, name, "");
    }

    private Exchange fetch(String job, String name, String options) {
        String uri = glacier.uri(
                "operation=getJobOutput&outputMode=file&workDirectory=" + directory.resolve("work") + options);
        return glacier.request(uri, exchange -> {
            exchange.getMessage().setHeader(GlacierJobConstants.ID, job);
            exchange.getMessage().setHeader(Exchange.FILE_NAME, name);
        });
    }

    private static Path file(Exchange answer) {
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(File.class).toPath();
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(path -> directory.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    static Stream<String> badNames() {
        return Stream.of(
                "",
                " ",
                "/etc/passwd",
                "../photo.tar",
                "a/../../photo.tar",
                "d/".repeat(1900) + "photo.tar",
                "a/./b",
                "a//b",
                "a/",
                "..",
                ".",
                "a\0b",
                "a\nb",
                "a\\b",
                "c:photo",
                "nul",
                "NUL.txt",
                "com1",
                "a/CON/b",
                "lpt9.tar.gz",
                "photo.",
                "photo ",
                "a?b",
                "x".repeat(240),
                "link/photo.tar",
                "photo.tar.glacier-part",
                "photo.tar.GLACIER-JOURNAL",
                "directory");
    }

    static Stream<String> longNames() {
        return Stream.of(
                "x".repeat(230),
                "x".repeat(231),
                "x".repeat(239),
                "x".repeat(235) + ".tar",
                "d/" + "\u00e4".repeat(117) + ".tar",
                "x." + "y".repeat(237),
                "\ud83d\udcbe".repeat(59));
    }

    /** A name may be so long that the suffix and the suffix of the journal do not fit. */
    @ParameterizedTest
    @MethodSource("longNames")
    void aLongNameThatIsTakenGetsASuffixToo(String name) throws Exception {
        Path taken = directory.resolve("work").resolve(name);
        Files.createDirectories(taken.getParent());
        Files.writeString(taken, "mine");

        Exchange answer = fetch(job(), name, "&fileExist=TryRename");

        assertThat(file(answer)).hasBinaryContent(CONTENT.expected(0, SIZE));
        assertThat(file(answer).getFileName().toString()).containsPattern("~[0-9a-f]{8}");
        assertThat(taken).hasContent("mine");
        assertThat(names()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void anInvalidNameOrOneOutsideTheDirectoryIsRefusedBeforeAnyRequest(String name) throws Exception {
        Files.createDirectories(directory.resolve("work/directory"));
        Files.createDirectories(directory.resolve("outside"));
        Files.createSymbolicLink(directory.resolve("work/link"), directory.resolve("outside"));

        assertThat(fetch(job(), name).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("CamelFileName: '");
        assertThat(glacier.simulator.requests()).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void aSymbolicLinkInPlaceOfThePartFileIsNotFollowed() throws Exception {
        Path outside = Files.write(directory.resolve("outside"), new byte[] {1, 2, 3});
        Files.createDirectories(directory.resolve("work"));
        Files.createSymbolicLink(directory.resolve("work/photo.tar.glacier-part"), outside);
        assertThat(file(fetch(job(), "photo.tar"))).hasBinaryContent(CONTENT.expected(0, SIZE));

        Files.createSymbolicLink(directory.resolve("work/photo.jpg"), outside);
        assertThat(fetch(job(), "photo.jpg").getException())
                .hasMessageContaining("there is one that is not this output");
        assertThat(directory.resolve("work/photo.jpg")).isSymbolicLink();
        assertThat(outside).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void aSymbolicLinkInPlaceOfTheJournalIsRefused() throws Exception {
        Path outside = Files.write(directory.resolve("outside"), new byte[] {1, 2, 3});
        Files.createDirectories(directory.resolve("work"));
        Files.createSymbolicLink(directory.resolve("work/photo.tar.glacier-journal"), outside);

        assertThat(fetch(job(), "photo.tar").getException()).isInstanceOf(OutputFileException.class);
        assertThat(outside).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void aDirectoryThatCannotBeCreatedIsAClearErrorBeforeAnyRequest() throws Exception {
        Files.write(directory.resolve("work"), new byte[1]);

        assertThatThrownBy(() -> fetch(job(), "photo.tar"))
                .hasStackTraceContaining(OutputFileException.class.getName())
                .hasStackTraceContaining("workDirectory: '" + directory.resolve("work"));
        assertThat(glacier.simulator.requests()).isEmpty();
    }
}
