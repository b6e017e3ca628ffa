package io.github.glacierjob.egress.delivering;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures that say nothing about an archive postpone it and never count. */
class WorkFileTest {

    @TempDir
    private Path directory;

    private ReadyVault vault;
    private final Sink sink = new Sink();

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private void awaitSetback(String archive, String cause) {
        await().atMost(SOON)
                .until(() -> String.valueOf(vault.column(archive, "CAUSE")).contains(cause));
    }

    @Test
    void aForeignFileInTheWorkDirectoryPostponesItsArchive() throws Exception {
        String archive = vault.ready(1, 2 * MIB);
        String other = vault.ready(2, 2 * MIB);
        Path foreign = Files.writeString(directory.resolve(archive), "not this archive");

        vault.route(vault.onTheClock("maxArchiveFailures=1&outputMode=file&workDirectory=" + directory), sink);
        vault.awaitState("DELIVERED", other);
        awaitSetback(archive, "OutputFileException");
        assertThat(foreign).hasContent("not this archive");
        assertThat(vault.state(archive)).isEqualTo("READY");
        assertThat(vault.column(archive, "FAILURES")).isEqualTo("0");

        Files.delete(foreign);
        vault.glacier.simulator.clock().advance(Duration.ofMinutes(2));
        vault.awaitState("DELIVERED", archive);
    }

    @Test
    void aForeignFileIsReplacedIfTheOptionSaysSo() throws Exception {
        String archive = vault.ready(1, MIB);
        Files.writeString(directory.resolve(archive), "not this archive");

        vault.route(
                vault.onTheClock("fileExist=Override&keepFiles=true&outputMode=file&workDirectory=" + directory), sink);
        vault.awaitState("DELIVERED", archive);

        assertThat(directory.resolve(archive))
                .hasBinaryContent(vault.content(archive).expected(0, MIB));
    }

    @ParameterizedTest
    @CsvSource({"false, ''", "true, ''", "false, ?tempPrefix=part-&eagerDeleteTargetFile=false"})
    void aWorkFileThatIsAlsoTheDestinationStays(boolean absolute, String how) throws Exception {
        String archive = vault.ready(10, MIB);
        vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET NAME = NULL");
        Path sameDirectory = absolute ? directory : Path.of("").toAbsolutePath().relativize(directory);

        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.uri("outputMode=file&workDirectory=" + directory)).to("file:" + sameDirectory + how);
            }
        });
        vault.awaitState("DELIVERED", archive);
        vault.glacier.context.stop();

        assertThat(directory.resolve(archive))
                .hasBinaryContent(vault.content(archive).expected(0, MIB));
        assertThat(directory.resolve(archive + ".glacier-journal")).doesNotExist();
    }

    @Test
    void aWorkFileStaysIfItsDestinationCannotBeDetermined() throws Exception {
        String archive = vault.ready(11, MIB);
        Object unreadable = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("the directory cannot be read");
            }
        };

        vault.route(vault.uri("outputMode=file&workDirectory=" + directory), exchange -> exchange.getMessage()
                .setHeader("CamelFileNameProduced", unreadable));
        vault.awaitState("DELIVERED", archive);
        vault.glacier.context.stop();

        assertThat(directory.resolve(archive))
                .hasBinaryContent(vault.content(archive).expected(0, MIB));
    }

    @Test
    void aServiceThatRefusesForAWhilePostponesAnArchive() throws Exception {
        String archive = vault.ready(3, 2 * MIB);
        vault.glacier.simulator.inject(Fault.accessDenied()
                .on(Operation.GET_JOB_OUTPUT)
                .job(vault.column(archive, "JOB_ID"))
                .times(1));

        vault.route(vault.onTheClock("maxArchiveFailures=1"), sink);
        awaitSetback(archive, "403");
        assertThat(vault.state(archive)).isEqualTo("READY");
        assertThat(vault.column(archive, "FAILURES")).isEqualTo("0");

        vault.glacier.simulator.clock().advance(Duration.ofMinutes(2));
        vault.awaitState("DELIVERED", archive);
        assertThat(vault.column(archive, "CAUSE")).isNull();
    }

    @Test
    void wrongBytesAreNotDeliveredAndCountAsAFailure() throws Exception {
        String archive = vault.ready(4, 2 * MIB);
        String job = vault.column(archive, "JOB_ID");
        vault.glacier.simulator.spoilTreeHash(job);
        vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET JOB_JSON = ?", vault.describe(job));

        vault.route(vault.onTheClock("maxArchiveFailures=2"), sink);
        await().atMost(SOON).until(() -> vault.column(archive, "FAILURES").equals("1"));
        vault.glacier.simulator.clock().advance(Duration.ofMinutes(2));
        vault.awaitState("FAILED", archive);

        assertThat(vault.column(archive, "CAUSE")).contains("expected tree hash");
        assertThat(sink.messages).isEmpty();
    }

    @Test
    void aJobOfAnotherArchiveIsNotDelivered() throws Exception {
        String archive = vault.ready(5, 10);
        String other = vault.ready(6, 10);
        vault.update(
                "UPDATE GLACIER_EGRESS_ARCHIVE SET JOB_ID = ?, JOB_JSON = ? WHERE ARCHIVE_ID = ?",
                vault.column(other, "JOB_ID"),
                vault.column(other, "JOB_JSON"),
                archive);

        vault.route(vault.uri(""), sink);
        vault.awaitState("DELIVERED", other);
        awaitSetback(archive, "expected the whole archive");

        assertThat(sink.attempts).containsExactly("photo6");
    }

    @Test
    void aJobThatCannotBeReadFromItsRowIsDescribedAgain() throws Exception {
        String archive = vault.ready(7, 10);
        vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET JOB_JSON = '{broken'");

        vault.route(vault.uri(""), sink);

        vault.awaitState("DELIVERED", archive);
    }

    @Test
    void aFileThatACrashLeftAfterTheCommitIsRemovedAtTheNextStart() throws Exception {
        String archive = vault.ready(8, MIB);
        String unfinished = vault.ready(9, MIB);
        vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET STATE = 'DELIVERED' WHERE ARCHIVE_ID = ?", archive);
        vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET NODE = 'other', BEAT_AT = CURRENT_TIMESTAMP");
        Files.write(directory.resolve(archive), vault.content(archive).expected(0, MIB));
        Files.createFile(directory.resolve(archive + ".glacier-journal"));
        Path part = Files.createFile(directory.resolve(unfinished + ".glacier-part"));
        Path journal = Files.createFile(directory.resolve(unfinished + ".glacier-journal"));
        Path users = Files.writeString(directory.resolve("notes.txt"), "mine");

        vault.route(vault.uri("outputMode=file&workDirectory=" + directory), sink);

        await().atMost(SOON).until(() -> Files.notExists(directory.resolve(archive)));
        await().atMost(SOON).until(() -> Files.notExists(directory.resolve(archive + ".glacier-journal")));
        assertThat(part).exists();
        assertThat(journal).exists();
        assertThat(users).exists();
    }
}
