package io.github.glacierjob.fetching;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.job.OutputFileException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests the option {@code fileExist}: a file with the name of an output is not silently replaced, unless it is this
 * output.
 */
@Tag("core")
class ExistingFileTest {

    private static final int SIZE = 3 * MIB + 7;
    private static final Content FIRST = Content.seeded(1, SIZE);
    private static final Content SECOND = Content.seeded(2, SIZE);

    @TempDir
    Path directory;

    private final Glacier glacier = new Glacier();

    @AfterEach
    void close() {
        glacier.close();
    }

    private String job(Content content) {
        return glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", content, ""));
    }

    private Exchange fetch(String job, String options) {
        String uri = glacier.uri(
                "operation=getJobOutput&outputMode=file&chunkSize=1048576&workDirectory=" + directory + options);
        return glacier.request(uri, exchange -> {
            exchange.getMessage().setHeader(GlacierJobConstants.ID, job);
            exchange.getMessage().setHeader(Exchange.FILE_NAME, "photo.tar");
        });
    }

    private static Path file(Exchange answer) {
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(File.class).toPath();
    }

    private static void assertRefused(Exchange answer, String job) {
        assertThat(answer.getException())
                .isInstanceOf(OutputFileException.class)
                .hasMessageContaining(job)
                .hasMessageContaining("photo.tar: expected no other file")
                .hasMessageContaining("fileExist");
    }

    private Set<String> names() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private int requests() {
        return glacier.simulator.requests(Operation.GET_JOB_OUTPUT).size();
    }

    @Test
    void anotherOutputUnderTheSameNameIsAnErrorAndTheFirstFileStays() throws Exception {
        assertThat(file(fetch(job(FIRST), ""))).hasBinaryContent(FIRST.expected(0, SIZE));
        glacier.simulator.clearRequests();
        String second = job(SECOND);

        assertRefused(fetch(second, ""), second);
        assertThat(directory.resolve("photo.tar")).hasBinaryContent(FIRST.expected(0, SIZE));
        assertThat(requests()).isZero();
        assertThat(names()).containsExactly("photo.tar");
    }

    @Test
    void aUserFileOfAnotherSizeIsNotReplaced() throws Exception {
        Files.writeString(directory.resolve("photo.tar"), "mine");
        String job = job(FIRST);

        assertRefused(fetch(job, ""), job);
        assertThat(directory.resolve("photo.tar")).hasContent("mine");
    }

    @Test
    void twoRangesOfOneOutputCannotShareAFile() throws Exception {
        String job = job(FIRST);
        assertThat(file(fetch(job, "&range=bytes=0-1048575"))).hasBinaryContent(FIRST.expected(0, MIB));

        assertRefused(fetch(job, "&range=bytes=1048576-2097151"), job);
        assertRefused(fetch(job, "&range=bytes=0-2097151"), job);
        assertRefused(fetch(job, ""), job);
        assertThat(directory.resolve("photo.tar")).hasBinaryContent(FIRST.expected(0, MIB));
    }

    @Test
    void theFileOfTheSameOutputIsUsedWithoutARequest() throws Exception {
        fetch(job(FIRST), "");
        glacier.simulator.clearRequests();

        Exchange again = fetch(job(FIRST), "");

        assertThat(file(again)).hasBinaryContent(FIRST.expected(0, SIZE));
        assertThat(again.getMessage().getHeader(GlacierJobConstants.PROOF)).isEqualTo("whole");
        assertThat(requests()).isZero();
        assertThat(names()).containsExactly("photo.tar");
    }

    /** The service has no hash for this range, so only the bytes show that they are equal. */
    @Test
    void theFileOfTheSameRangeIsUsedAgain() throws Exception {
        String job = job(FIRST);
        fetch(job, "&range=bytes=5-2000000");

        assertThat(file(fetch(job, "&range=bytes=5-2000000"))).hasBinaryContent(FIRST.expected(5, 1999996));
        assertThat(names()).containsExactly("photo.tar");
    }

    @Test
    void aFileThatAppearsDuringTheDownloadIsNotReplaced() throws Exception {
        String job = job(FIRST);
        glacier.simulator.inject(
                Fault.accessDenied().on(Operation.GET_JOB_OUTPUT).rangeStart(2L * MIB));
        assertThat(fetch(job, "&parallelism=1").getException()).hasMessageContaining("not authorized");
        Files.writeString(directory.resolve("photo.tar"), "mine");

        assertRefused(fetch(job, ""), job);
        Files.delete(directory.resolve("photo.tar"));
        glacier.simulator.clearRequests();
        assertThat(file(fetch(job, ""))).hasBinaryContent(FIRST.expected(0, SIZE));
        assertThat(requests()).as("what was verified before stays").isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Found.class)
    void withOverrideTheFileIsReplacedOnceTheOutputIsVerified(Found other) throws Exception {
        other.put(directory.resolve("photo.tar"));

        assertThat(file(fetch(job(FIRST), "&fileExist=Override"))).hasBinaryContent(FIRST.expected(0, SIZE));
        assertThat(names()).containsExactly("photo.tar");
    }

    @ParameterizedTest
    @EnumSource(Found.class)
    void withTryRenameTheOutputGetsASuffixAndKeepsIt(Found other) throws Exception {
        Path taken = directory.resolve("photo.tar");
        other.put(taken);
        byte[] before = Files.readAllBytes(taken);
        String job = job(FIRST);

        Exchange answer = fetch(job, "&fileExist=TryRename");

        assertThat(file(answer)).hasBinaryContent(FIRST.expected(0, SIZE));
        assertThat(file(answer).getFileName().toString()).matches("photo~[0-9a-f]{8}\\.tar");
        assertThat(answer.getMessage().getHeader(Exchange.FILE_NAME))
                .isEqualTo(file(answer).getFileName().toString());
        assertThat(taken).hasBinaryContent(before);
        glacier.simulator.clearRequests();
        assertThat(file(fetch(job, "&fileExist=TryRename"))).isEqualTo(file(answer));
        assertThat(requests()).isZero();
        assertThat(names()).hasSize(2);
    }

    /** A file of another program with this name. */
    enum Found {
        SHORTER(5),
        OF_THE_SAME_SIZE(SIZE),
        LONGER(SIZE + 1);

        private final int size;

        Found(int size) {
            this.size = size;
        }

        void put(Path file) throws Exception {
            Files.write(file, new byte[size]);
        }
    }

    /** The message of each line has the name of the file with the list. */
    @Test
    void twoOutputsWithTheSameFileNameHeaderDoNotOverwriteEachOther() throws Exception {
        Path orders = Files.createDirectory(directory.resolve("orders"));
        Path outputs = directory.resolve("outputs");
        Files.writeString(orders.resolve("list.txt"), job(FIRST) + "\n" + job(SECOND));
        List<Throwable> errors = new CopyOnWriteArrayList<>();
        List<File> files = new CopyOnWriteArrayList<>();
        glacier.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(OutputFileException.class)
                        .handled(true)
                        .process(exchange ->
                                errors.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
                from("file:" + orders + "?initialDelay=0")
                        .split(body().tokenize("\n"))
                        .setHeader(GlacierJobConstants.ID, body())
                        .to(glacier.uri(
                                "operation=getJobOutput&outputMode=file&chunkSize=1048576&workDirectory=" + outputs))
                        .process(exchange -> files.add(exchange.getMessage().getBody(File.class)));
            }
        });
        glacier.context.start();

        await().atMost(SOON).until(() -> errors.size() == 1);
        assertThat(files).hasSize(1);
        assertThat(files.get(0)).hasBinaryContent(FIRST.expected(0, SIZE));
    }
}
