package io.github.glacierjob.sinks;

import static io.github.glacierjob.sinks.Vault.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.azure.storage.blob.BlobComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moves a vault to Azure Blob Storage, simulated by Azurite, which npm installs. */
class AzureIT {

    @TempDir
    static Path directory;

    private static Azurite server;
    private Vault vault;
    private BlobContainerClient container;
    private final AtomicBoolean harm = new AtomicBoolean();

    @BeforeAll
    static void startServer() throws Exception {
        server = Azurite.start(directory);
        Assumptions.assumeTrue(server != null, "[sinks] azure-storage-blob: left out, npm or Azurite is not there");
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        BlobServiceClient client = new BlobServiceClientBuilder()
                .connectionString(server.connection())
                .buildClient();
        container = client.getBlobContainerClient("archive");
        container.createIfNotExists();
        vault = new Vault();
        vault.camel
                .getComponent("azure-storage-blob", BlobComponent.class)
                .getConfiguration()
                .setServiceClient(client);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private void start() throws Exception {
        vault.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("glacier-egress:photos?digests=MD5&outputMode=file&workDirectory=" + directory.resolve("work"))
                        .process(exchange -> {
                            if (harm.getAndSet(false)) {
                                exchange.getMessage().setBody(new byte[2 * MIB]);
                            }
                        })
                        .setHeader("CamelAzureStorageBlobBlobName", header("CamelGlacierEgressName"))
                        .to("azure-storage-blob:" + Azurite.ACCOUNT + "/archive?operation=uploadBlockBlob")
                        .to("glacier-egress:photos?operation=prove");
            }
        });
    }

    @Test
    void aBlobIsProvedByTheMd5OfTheService() throws Exception {
        String archive = vault.archive(2 * MIB + 9);

        start();
        vault.awaitState("PROVED", archive);

        assertThat(container.getBlobClient(archive).downloadContent().toBytes()).isEqualTo(vault.bytes(archive));
        assertThat(vault.column(archive, "SINK_CHECKSUM")).matches("md5=[0-9a-f]{32}");
    }

    @Test
    void aWrongBlobIsFoundAndTheArchiveIsDeliveredAgain() throws Exception {
        String archive = vault.archive(2 * MIB);
        harm.set(true);

        start();
        vault.awaitCause("expected md5", archive);
        vault.awaitState("PROVED", archive);

        assertThat(container.getBlobClient(archive).downloadContent().toBytes()).isEqualTo(vault.bytes(archive));
    }
}
