package io.github.glacierjob.egress.proving;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.storage.BlobInfo;
import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.proof.SinkAnswer;
import io.github.glacierjob.proof.SinkProof;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.UnsentRequest;

/** Tests values that look like a proof but say nothing about the stored bytes, and proofs at the wrong time. */
class NoProofTest {

    private static final String FAILURE = "the second part fails";

    @TempDir
    private Path directory;

    private ReadyVault vault;
    private final List<Exchange> copies = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private void prove(String options, String proving, Processor sink) throws Exception {
        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock(options + "&maxArchiveFailures=9"))
                        .routeId("egress")
                        .process(sink)
                        .to(vault.uri("operation=prove" + proving));
            }
        });
    }

    private void awaitCauseOrProof(String archive, String cause) throws Exception {
        await().atMost(SOON)
                .until(() -> String.valueOf(vault.column(archive, "CAUSE")).contains(cause)
                        || vault.state(archive).equals("PROVED"));
        assertThat(vault.state(archive)).isEqualTo("READY");
    }

    private void untilProved(String archive) {
        await().atMost(SOON).until(() -> {
            vault.glacier.simulator.clock().advance(Duration.ofMinutes(1));
            return vault.state(archive).equals("PROVED");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theRequestOfTheSenderIsNotAProof(boolean s3) throws Exception {
        String archive = vault.ready(1, MIB);

        prove("digests=MD5", "", exchange -> {
            byte[] bytes =
                    exchange.getMessage().getMandatoryBody(InputStream.class).readAllBytes();
            Digests md5 = DigestRun.of(Set.of(DigestAlgorithm.MD5), bytes);
            Object request = s3
                    ? new UnsentRequest(md5.hex(DigestAlgorithm.MD5).orElseThrow())
                    : new BlobInfo(md5.base64(DigestAlgorithm.MD5).orElseThrow());
            exchange.getMessage().setBody(request);
        });

        awaitCauseOrProof(archive, "no answer");
    }

    @Test
    void anUnreadBodyIsAClearError() throws Exception {
        String archive = vault.ready(10, MIB);

        prove("digests=MD5", "", exchange -> exchange.getMessage().setHeader("CamelAwsS3ETag", "0".repeat(32)));

        awaitCauseOrProof(
                archive, "until the route has read the body to its end; put operation=prove after the destination");
    }

    private static String options(String more) {
        return "digests=MD5,SHA-256&maxArchiveFailures=9&" + more;
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "file", "chunks"})
    void theBodyFromTheVaultIsNoProofIfNothingWasReadBack(String mode) throws Exception {
        String archive = vault.ready(15, MIB);
        String options = "outputMode=" + mode + (mode.equals("file") ? "&workDirectory=" + directory : "");

        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock(options(options)))
                        .to("file:" + directory.resolve("sink"))
                        .to(vault.uri("operation=prove&proofBy=body"));
            }
        });

        await().atMost(SOON)
                .until(() -> String.valueOf(vault.column(archive, "CAUSE")).contains("no answer")
                        || vault.state(archive).equals("PROVED"));
        assertThat(vault.state(archive)).isEqualTo("READY");
    }

    @Test
    void aSecondReadingOfTheWorkFileIsNotAProof() throws Exception {
        String archive = vault.ready(16, MIB);

        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock(options("outputMode=file&workDirectory=" + directory.resolve("work"))))
                        .process(exchange ->
                                exchange.getMessage().setBody(new File(relative(directory.resolve("work")), archive)))
                        .to(vault.uri("operation=prove&proofBy=body"));
            }
        });

        await().atMost(SOON)
                .until(() -> String.valueOf(vault.column(archive, "CAUSE")).contains("no answer")
                        || vault.state(archive).equals("PROVED"));
        assertThat(vault.state(archive)).isEqualTo("READY");
    }

    private static String relative(Path path) {
        return Path.of("").toAbsolutePath().relativize(path).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?tempPrefix=part-&eagerDeleteTargetFile=false"})
    void aDestinationThatIsTheWorkFileIsNotAProofAndTheFileStays(String how) throws Exception {
        String archive = vault.ready(17, MIB);
        Path work = directory.resolve("work");
        vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET NAME = NULL");

        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock(options("outputMode=file&workDirectory=" + work)))
                        .to("file:" + relative(work) + how)
                        .to(vault.uri("operation=prove"));
            }
        });

        await().atMost(SOON)
                .until(() -> String.valueOf(vault.column(archive, "CAUSE")).contains("no answer")
                        || vault.state(archive).equals("PROVED"));
        assertThat(vault.state(archive)).isEqualTo("READY");
        assertThat(work.resolve(archive))
                .hasBinaryContent(vault.content(archive).expected(0, MIB));
    }

    private Path moved(Exchange exchange) throws Exception {
        File file = exchange.getMessage().getBody(File.class);
        Path target = directory.resolve("moved");
        Files.move(file.toPath(), target);
        exchange.getMessage().setHeader("CamelFileNameProduced", target.toString());
        return target;
    }

    @Test
    void aWorkFileThatTheRouteHasMovedIsProvedAtItsNewPlace() throws Exception {
        String archive = vault.ready(2, MIB);

        prove("outputMode=file&workDirectory=" + directory.resolve("work"), "", this::moved);
        vault.awaitState("PROVED", archive);

        assertThat(vault.column(archive, "SINK_CHECKSUM")).startsWith("treehash=");
    }

    @Test
    void theLengthOfAWorkFileThatIsGoneIsStillExpected() throws Exception {
        String archive = vault.ready(3, MIB);

        prove(
                "outputMode=file&workDirectory=" + directory.resolve("work"),
                "&proofBy=length",
                exchange -> Files.write(moved(exchange), new byte[0]));

        awaitCauseOrProof(archive, "expected length 1048576, the destination has 0");
    }

    /** A route that an archive has passed, with a copy of its message after the destination. */
    private String passed(int seed, String options) throws Exception {
        String archive = vault.ready(seed, MIB);
        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock("digests=SHA-256" + options))
                        .routeId("egress")
                        .to("file:" + directory.resolve("sink") + "?fileName=copy")
                        .process(exchange -> copies.add(exchange.copy()));
            }
        });
        vault.awaitState("DELIVERED", archive);
        vault.glacier.context.getRouteController().stopRoute("egress");
        return archive;
    }

    private Exchange proveCopy(String options) {
        return vault.glacier
                .context
                .createProducerTemplate()
                .send(vault.onTheClock("operation=prove" + options), copies.get(0));
    }

    @Test
    void aLateProofOfACopyOfTheMessageChangesTheRow() throws Exception {
        String archive = passed(4, "");

        assertThat(proveCopy("").getException()).isNull();

        assertThat(vault.state(archive)).isEqualTo("PROVED");
    }

    @Test
    void aLateDifferenceOfACopyOfTheMessageIsRecorded() throws Exception {
        String archive = passed(5, "");
        Files.write(directory.resolve("sink/copy"), new byte[MIB]);

        Exchange compared = proveCopy("");

        assertThat(compared.getMessage().getBody()).isEqualTo(false);
        assertThat(vault.state(archive)).isEqualTo("READY");
        assertThat(vault.column(archive, "CAUSE")).contains("expected sha256");
    }

    @Test
    void aLateProofOfAChunkIsAnErrorAndChangesNothing() throws Exception {
        String archive = passed(6, "&outputMode=chunks");

        assertThat(proveCopy("").getException()).hasMessageContaining("the exchange of the chunk has completed");

        assertThat(vault.state(archive)).isEqualTo("DELIVERED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anArchiveThatIsRetriedDuringAProofIsNotReportedAsProved(boolean equal) throws Exception {
        String archive = passed(7, "");
        byte[] bytes = equal ? vault.content(archive).expected(0, MIB) : new byte[MIB];
        SinkProof slow = exchange -> {
            take(archive);
            return Optional.of(SinkAnswer.at("tape")
                    .digest(
                            DigestAlgorithm.SHA_256,
                            DigestRun.of(Set.of(DigestAlgorithm.SHA_256), bytes)
                                    .get(DigestAlgorithm.SHA_256)
                                    .orElseThrow()));
        };
        vault.glacier.context.getRegistry().bind("slow", slow);

        Exchange compared = vault.glacier.request(vault.uri("operation=prove"), exchange -> exchange.getMessage()
                .setHeader("CamelGlacierJobArchiveId", archive));

        assertThat(compared.getException()).hasMessageContaining("its state changed during the comparison");
        assertThat(vault.state(archive)).isEqualTo("DELIVERED");
    }

    private void take(String archive) {
        try {
            vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET CLAIM_NO = CLAIM_NO + 1 WHERE ARCHIVE_ID = ?", archive);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The second of three chunks fails once. After a restart the SHA-256 of the whole archive is not known. */
    private Processor failingOnce(Processor last) {
        AtomicBoolean fails = new AtomicBoolean(true);
        return exchange -> {
            int part = exchange.getMessage().getHeader("CamelGlacierEgressPartNumber", Integer.class);
            if (part == 2 && fails.getAndSet(false)) {
                throw new IllegalStateException(FAILURE);
            }
            exchange.getMessage()
                    .setBody(exchange.getMessage().getBody(byte[].class).clone());
            if (part == 3) {
                last.process(exchange);
            }
        };
    }

    @Test
    void anObjectThatIsReadBackAfterARestartIsComparedByItsTreeHash() throws Exception {
        String archive = vault.ready(8, 2 * MIB + 9);
        byte[] whole = vault.content(archive).expected(0, 2 * MIB + 9);

        String options = "digests=SHA-256&outputMode=chunks&chunkSize=1048576";
        Processor sink = failingOnce(exchange -> exchange.getMessage().setBody(whole));
        prove(options, "&proofBy=body", sink);
        awaitCauseOrProof(archive, FAILURE);
        vault.restart();
        prove(options, "&proofBy=body", sink);
        untilProved(archive);

        assertThat(vault.column(archive, "SINK_CHECKSUM"))
                .isEqualTo("treehash=" + vault.glacier.simulator.treeHash(archive));
    }

    @Test
    void anAnswerAboutTheWholeObjectIsNotAProofOfItsLastChunk() throws Exception {
        String archive = vault.ready(9, 2 * MIB + 9);
        SinkProof disc = exchange -> Optional.of(
                exchange.getMessage().getHeader("CamelGlacierEgressPartNumber", Integer.class) == 3
                        ? SinkAnswer.at("disc").length(2 * MIB + 9).digestOfParts(DigestAlgorithm.MD5, new byte[16], 3)
                        : SinkAnswer.at("disc")
                                .digest(
                                        DigestAlgorithm.MD5,
                                        DigestRun.of(
                                                        Set.of(DigestAlgorithm.MD5),
                                                        exchange.getMessage().getBody(byte[].class))
                                                .get(DigestAlgorithm.MD5)
                                                .orElseThrow()));
        String options = "digests=MD5&outputMode=chunks&chunkSize=1048576";
        Processor sink = failingOnce(exchange -> {});
        vault.glacier.context.getRegistry().bind("disc", disc);
        prove(options, "", sink);
        awaitCauseOrProof(archive, FAILURE);
        vault.restart();
        vault.glacier.context.getRegistry().bind("disc", disc);
        prove(options, "", sink);

        await().atMost(SOON).until(() -> {
            vault.glacier.simulator.clock().advance(Duration.ofMinutes(1));
            return String.valueOf(vault.column(archive, "CAUSE")).contains("nothing to compare")
                    || vault.state(archive).equals("FAILED");
        });
        assertThat(vault.column(archive, "CAUSE"))
                .contains("object 1: nothing to compare: the destination has MD5 of 3 parts, known here: none");
    }
}
