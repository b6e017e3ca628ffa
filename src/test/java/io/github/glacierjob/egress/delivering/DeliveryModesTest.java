package io.github.glacierjob.egress.delivering;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A READY archive is delivered completely in each mode, and its row records the delivery. */
class DeliveryModesTest {

    @TempDir
    private Path directory;

    private ReadyVault vault;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private void toFiles(String from) throws Exception {
        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to("file:" + directory.resolve("sink"));
            }
        });
    }

    private void read(String from) throws Exception {
        vault.route(from, exchange -> {
            messages.add(exchange.getMessage().copy());
            bytes.writeBytes(exchange.getMessage().getBody(byte[].class));
        });
    }

    @Test
    void thePlainRouteStoresAnArchiveOf100MebibytesCompletely() throws Exception {
        String archive = vault.ready(Content.seeded(1, 100L * MIB), "2019/summer.tar");

        toFiles(vault.uri(""));
        vault.awaitState("DELIVERED", archive);

        Path file = directory.resolve("sink/2019/summer.tar");
        assertThat(file).hasSize(100L * MIB);
        assertWhole(file, vault.content(archive), 100);
        assertThat(vault.column(archive, "DESTINATION")).endsWith("sink/2019/summer.tar");
        assertThat(vault.column(archive, "FETCHED_BYTES")).isEqualTo(Long.toString(100L * MIB));
        assertThat(vault.column(archive, "NODE")).isNull();
        assertThat(vault.column(archive, "DONE_AT")).isNotNull();
    }

    private static void assertWhole(Path file, Content content, int mebibytes) throws Exception {
        try (InputStream stored = Files.newInputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                assertThat(stored.readNBytes(MIB)).isEqualTo(content.expected((long) i * MIB, MIB));
            }
        }
    }

    @Test
    void anArchiveOfOneByteIsDelivered() throws Exception {
        String archive = vault.ready(2, 1);

        read(vault.uri(""));
        vault.awaitState("DELIVERED", archive);

        assertThat(bytes.toByteArray()).isEqualTo(vault.content(archive).expected(0, 1));
    }

    @Test
    void theJobIsNotDescribedAgain() throws Exception {
        String archive = vault.ready(3, 10);
        vault.glacier.simulator.clearRequests();

        read(vault.uri(""));
        vault.awaitState("DELIVERED", archive);

        String job = vault.column(archive, "JOB_ID");
        assertThat(vault.glacier.simulator.requests(Operation.DESCRIBE_JOB))
                .filteredOn(request -> job.equals(request.jobId()))
                .isEmpty();
    }

    @Test
    void aStreamHasTheHeadersOfTheArchiveItsJobAndItsOutput() throws Exception {
        String archive = vault.ready(4, 3 * MIB);
        vault.update(
                "INSERT INTO GLACIER_EGRESS_VAULT (VAULT_ARN, INVENTORY_DATE) VALUES (?, ?)",
                vault.arn(),
                OffsetDateTime.parse("2026-01-02T03:04:05Z"));

        read(vault.uri(""));
        vault.awaitState("DELIVERED", archive);

        Message message = messages.get(0);
        assertThat(messages).hasSize(1);
        assertThat(message.getHeaders())
                .containsEntry("CamelGlacierEgressName", "photo4")
                .containsEntry("CamelFileName", "photo4")
                .containsEntry("CamelGlacierJobArchiveId", archive)
                .containsEntry("CamelGlacierJobId", vault.column(archive, "JOB_ID"))
                .containsEntry("CamelGlacierJobOutputSizeInBytes", 3L * MIB)
                .containsEntry("CamelGlacierJobInventoryDate", "2026-01-02T03:04:05Z")
                .containsEntry("CamelGlacierJobProof", "whole")
                .doesNotContainKey("CamelGlacierEgressSummary");
        InventoryArchive listed = message.getHeader("CamelGlacierEgressArchive", InventoryArchive.class);
        assertThat(listed.id()).isEqualTo(archive);
        assertThat(listed.description()).isEqualTo("described as photo4");
        assertThat(listed.size()).isEqualTo(3L * MIB);
        assertThat(listed.treeHash()).isEqualTo(vault.glacier.simulator.treeHash(archive));
    }

    @Test
    void chunksHaveNoFileNameBecauseTheyWouldReplaceEachOther() throws Exception {
        String archive = vault.ready(5, 5 * MIB + 7);

        read(vault.uri("outputMode=chunks&chunkSize=1048576"));
        vault.awaitState("DELIVERED", archive);

        assertThat(bytes.toByteArray()).isEqualTo(vault.content(archive).expected(0, 5 * MIB + 7));
        assertThat(messages).hasSize(6).allSatisfy(chunk -> assertThat(chunk.getHeaders())
                .containsEntry("CamelGlacierEgressName", "photo5")
                .containsEntry("CamelGlacierJobChunkCount", 6)
                .doesNotContainKey("CamelFileName"));
    }

    @Test
    void aWorkFileIsRemovedWhenItsArchiveIsDelivered() throws Exception {
        String archive = vault.ready(6, 2 * MIB + 1);

        toFiles(vault.uri("outputMode=file&workDirectory=" + directory.resolve("work")));
        vault.awaitState("DELIVERED", archive);

        assertThat(directory.resolve("sink/photo6"))
                .hasBinaryContent(vault.content(archive).expected(0, 2 * MIB + 1));
        assertThat(vault.column(archive, "DESTINATION")).endsWith("sink/photo6");
        vault.glacier.context.stop();
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }

    @Test
    void withKeepFilesAWorkFileStays() throws Exception {
        String archive = vault.ready(7, MIB);

        toFiles(vault.uri("outputMode=file&keepFiles=true&workDirectory=" + directory.resolve("work")));
        vault.awaitState("DELIVERED", archive);

        vault.glacier.context.stop();
        assertThat(new File(directory.toFile(), "work").list()).containsExactly(archive);
    }
}
