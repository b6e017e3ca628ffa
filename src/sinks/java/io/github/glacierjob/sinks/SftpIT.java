package io.github.glacierjob.sinks;

import static io.github.glacierjob.sinks.Vault.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.RouteBuilder;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moves a vault to an SFTP server, which has no checksums, so the object is read back. */
class SftpIT {

    @TempDir
    private Path directory;

    private SshServer server;
    private Vault vault;
    private final AtomicBoolean harm = new AtomicBoolean();

    @BeforeEach
    void open() throws Exception {
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        server.setPasswordAuthenticator((user, password, session) -> user.equals("archive") && password.equals("any"));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(directory));
        server.start();
        vault = new Vault();
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
        server.stop();
    }

    private void start() throws Exception {
        String host = "127.0.0.1:" + server.getPort();
        String login = "password=any&useUserKnownHostsFile=false&strictHostKeyChecking=no";
        vault.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("glacier-egress:photos?digests=SHA-256")
                        .to("sftp:archive@" + host + "/photos?tempPrefix=part-&" + login)
                        .process(exchange -> {
                            if (harm.getAndSet(false)) {
                                String name = exchange.getMessage().getHeader("CamelFileName", String.class);
                                Vault.flip(directory.resolve("photos").resolve(name));
                            }
                        })
                        .pollEnrich()
                        .simple("sftp:archive@" + host + "/photos?fileName=${header.CamelFileName}&streamDownload=true"
                                + "&noop=true&idempotent=false&" + login)
                        .timeout(60_000)
                        .to("glacier-egress:photos?operation=prove&proofBy=body");
            }
        });
    }

    @Test
    void theStoredFileIsReadBackAndProved() throws Exception {
        String archive = vault.archive(3 * MIB + 1);

        start();
        vault.awaitState("PROVED", archive);

        assertThat(directory.resolve("photos").resolve(archive)).hasBinaryContent(vault.bytes(archive));
    }

    @Test
    void aBitThatIsLostInTheStoredFileIsFoundAndTheArchiveIsDeliveredAgain() throws Exception {
        String archive = vault.archive(2 * MIB);
        harm.set(true);

        start();
        vault.awaitCause("expected sha256", archive);
        vault.awaitState("PROVED", archive);

        assertThat(directory.resolve("photos").resolve(archive)).hasBinaryContent(vault.bytes(archive));
    }
}
