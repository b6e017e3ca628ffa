package io.github.glacierjob.egress.proving;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.egress.GlacierEgressStatus;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proof after the delivery changes the row itself. */
class LaterProofTest {

    private static final String DIGESTS = "digests=MD5,SHA-256&maxArchiveFailures=9";

    @TempDir
    private Path directory;

    private ReadyVault vault;
    private final List<String> deliveries = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private Path sink(String name) {
        return directory.resolve("sink").resolve(name);
    }

    private Exchange prove(String archive, String options, org.apache.camel.Processor answer) {
        return vault.glacier.request(vault.uri("operation=prove" + options), exchange -> {
            exchange.getMessage().setHeader("CamelGlacierJobArchiveId", archive);
            answer.process(exchange);
        });
    }

    private String hex(String archive, DigestAlgorithm algorithm) {
        byte[] bytes =
                vault.content(archive).expected(0, (int) vault.content(archive).size());
        return DigestRun.of(Set.of(algorithm), bytes).hex(algorithm).orElseThrow();
    }

    @Test
    void aLaterProofMovesDeliveredToProved() throws Exception {
        String archive = delivered(9);

        Exchange answer = prove(archive, "", exchange -> exchange.getMessage()
                .setHeader("CamelAwsS3ETag", hex(archive, DigestAlgorithm.MD5)));

        assertThat(answer.getMessage().getBody()).isEqualTo(true);
        assertThat(vault.state(archive)).isEqualTo("PROVED");
        assertThat(vault.column(archive, "SINK_CHECKSUM")).isEqualTo("md5=" + hex(archive, DigestAlgorithm.MD5));
    }

    private String delivered(int seed) throws Exception {
        String archive = vault.ready(seed, MIB);
        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock(DIGESTS))
                        .routeId("egress")
                        .process(exchange -> deliveries.add("photo"))
                        .to("file:" + directory.resolve("sink"));
            }
        });
        vault.awaitState("DELIVERED", archive);
        return archive;
    }

    @Test
    void aLaterDifferenceCausesANewDelivery() throws Exception {
        String archive = delivered(10);
        Files.write(sink("photo10"), new byte[] {1, 2, 3});

        Exchange answer = prove(archive, "&proofBy=body&maxArchiveFailures=9", exchange -> exchange.getMessage()
                .setBody(sink("photo10").toFile()));

        assertThat(answer.getMessage().getBody()).isEqualTo(false);
        await().atMost(SOON)
                .until(() -> deliveries.size() == 2 && vault.state(archive).equals("DELIVERED"));
        assertThat(sink("photo10")).hasBinaryContent(vault.content(archive).expected(0, MIB));
    }

    @Test
    void aDifferenceFoundAfterTheOutputExpiredListsTheArchiveAgain() throws Exception {
        String archive = delivered(11);
        vault.glacier.context.getRouteController().stopRoute("egress");
        vault.glacier.simulator.clock().advance(java.time.Duration.ofHours(25));

        vault.glacier.request(vault.onTheClock("operation=prove"), exchange -> {
            exchange.getMessage().setHeader("CamelGlacierJobArchiveId", archive);
            exchange.getMessage().setHeader("CamelAwsS3ETag", "00000000000000000000000000000000");
        });

        assertThat(vault.state(archive)).isEqualTo("LISTED");
        assertThat(vault.column(archive, "CAUSE")).contains("the destination has 00000000000000000000000000000000");
        assertThat(vault.column(archive, "JOB_ID")).isNull();
        assertThat(vault.column(archive, "DIGESTS")).isNull();
    }

    @Test
    void aDifferenceFoundAfterTheOutputExpiredContinuesWithTheNextJob() throws Exception {
        String archive = delivered(16);
        String next = vault.job(archive);
        vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET NEXT_JOB_ID = ?", next);
        vault.glacier.context.getRouteController().stopRoute("egress");
        vault.glacier.simulator.expireJob(vault.column(archive, "JOB_ID"));
        vault.update(
                "UPDATE GLACIER_EGRESS_ARCHIVE SET EXPIRES_AT = TIMESTAMP WITH TIME ZONE '2001-01-01 00:00:00+00'");

        vault.glacier.request(vault.onTheClock("operation=prove"), exchange -> {
            exchange.getMessage().setHeader("CamelGlacierJobArchiveId", archive);
            exchange.getMessage().setHeader("CamelAwsS3ETag", "00000000000000000000000000000000");
        });

        assertThat(vault.state(archive)).isEqualTo("READY");
        assertThat(vault.column(archive, "NEXT_JOB_ID")).isEqualTo(next);
        vault.glacier.context.getRouteController().startRoute("egress");
        vault.awaitState("DELIVERED", archive);
        assertThat(vault.column(archive, "JOB_ID")).isEqualTo(next);
        assertThat(deliveries).hasSize(2);
    }

    @Test
    void anArchiveWithRepeatedDifferencesBecomesFailed() throws Exception {
        String archive = delivered(12);

        prove(archive, "&maxArchiveFailures=1", exchange -> exchange.getMessage()
                .setHeader("CamelAwsS3ETag", "00000000000000000000000000000000"));

        assertThat(vault.state(archive)).isEqualTo("FAILED");
    }

    @Test
    void withRequireProofADeliveredArchiveIsNotYetFinished() throws Exception {
        String archive = delivered(13);
        vault.glacier.context.getRouteController().stopRoute("egress");
        vault.update("UPDATE GLACIER_EGRESS_VAULT SET LOADED_AT = CURRENT_TIMESTAMP");

        assertThat(status("").isOver()).isTrue();
        assertThat(status("&requireProof=true").isOver()).isFalse();
        assertThat(status("&requireProof=true").getOpenArchives()).isEqualTo(1);

        prove(archive, "", exchange -> exchange.getMessage()
                .setHeader("CamelAwsS3ETag", hex(archive, DigestAlgorithm.MD5)));
        assertThat(status("&requireProof=true").isOver()).isTrue();
    }

    private GlacierEgressStatus status(String options) {
        return vault.glacier
                .request(vault.uri("operation=status" + options), exchange -> {})
                .getMessage()
                .getBody(GlacierEgressStatus.class);
    }

    @Test
    void anArchiveThatIsNotDeliveredYetCannotBeProvedLater() throws Exception {
        String archive = vault.ready(15, 10);

        assertThatThrownBy(() -> {
                    Exchange answer = prove(archive, "", exchange -> {});
                    throw answer.getException();
                })
                .hasStackTraceContaining("is READY");
    }
}
