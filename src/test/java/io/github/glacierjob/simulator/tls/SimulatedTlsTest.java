package io.github.glacierjob.simulator.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.testkit.RecordingSocket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the simulator over HTTPS with the clients of the JDK. */
@Timeout(60)
class SimulatedTlsTest {
    private static final char[] PASSWORD = SimulatedTls.PASSWORD.toCharArray();

    @TempDir
    Path directory;

    private final GlacierSimulator simulator = GlacierSimulator.builder().tls().start();

    @AfterEach
    void close() {
        simulator.close();
    }

    private KeyStore stored(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private HttpClient trusting(KeyStore clientKey) throws Exception {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context(clientKey))
                .build();
    }

    private SSLContext context(KeyStore clientKey) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(stored(simulator.tls().writeTrustStore(directory.resolve("trust.p12"))));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(clientKey, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private HttpResponse<String> vaults(HttpClient client) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.endpoint() + "/-/vaults"))
                .timeout(Duration.ofSeconds(60))
                .header("x-amz-glacier-version", "2012-06-01")
                .header("Authorization", "any")
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void aClientThatTrustsTheAuthorityConnectsOverHttps() throws Exception {
        assertThat(simulator.endpoint()).hasScheme("https");

        assertThat(vaults(trusting(null)).statusCode()).isEqualTo(200);
    }

    @Test
    void aClientThatDoesNotTrustTheAuthorityCannotConnect() {
        assertThatThrownBy(() -> vaults(HttpClient.newHttpClient())).hasMessageContaining("PKIX path building failed");
        assertThat(simulator.requests()).isEmpty();
        assertThat(simulator.tls().handshakes()).isZero();
    }

    @Test
    void oneConnectionHasOneHandshake() throws Exception {
        HttpClient client = trusting(null);
        for (int i = 0; i < 5; i++) {
            vaults(client);
        }

        assertThat(simulator.tls().handshakes()).isEqualTo(1);
    }

    @Test
    void theNextConnectionGetsAnExpiredCertificate() throws Exception {
        HttpClient client = trusting(null);
        vaults(client);

        simulator.tls().show(ServerCertificate.EXPIRED);
        simulator.closeConnections();

        assertThatThrownBy(() -> vaults(client)).hasRootCauseInstanceOf(CertificateExpiredException.class);
        simulator.tls().show(ServerCertificate.GOOD);
        assertThat(vaults(client).statusCode()).isEqualTo(200);
    }

    @Test
    void aCertificateCanHaveAnotherHostOrAnUnknownAuthority() throws Exception {
        simulator.tls().show(ServerCertificate.OF_ANOTHER_HOST);
        assertThatThrownBy(() -> vaults(trusting(null))).hasMessageContaining("subject alternative names");

        simulator.tls().show(ServerCertificate.OF_AN_UNKNOWN_AUTHORITY);
        assertThatThrownBy(() -> vaults(trusting(null))).hasMessageContaining("PKIX path");
    }

    @Test
    void aRequestedClientCertificateMustBeFromTheAuthority() throws Exception {
        simulator.tls().askForClientCertificate(true);

        assertThatThrownBy(() -> vaults(trusting(null))).isInstanceOf(IOException.class);
        KeyStore key = stored(simulator.tls().writeClientKeyStore(directory.resolve("key.p12")));
        assertThat(vaults(trusting(key)).statusCode()).isEqualTo(200);
    }

    /** Up to TLS 1.2 the type of a record can be read without a key. */
    private byte[] lastRecord(Fault fault) throws Exception {
        String archive = simulator.addArchive("photos", Content.seeded(1, 3 << 20), null);
        String job = simulator.addArchiveJob("photos", archive);
        simulator.inject(fault);
        try (RecordingSocket wire = new RecordingSocket(simulator.port());
                SSLSocket secure =
                        (SSLSocket) context(null).getSocketFactory().createSocket(wire, "127.0.0.1", 0, true)) {
            secure.setEnabledProtocols(new String[] {"TLSv1.2"});
            secure.getOutputStream()
                    .write(("GET /-/vaults/photos/jobs/" + job + "/output HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Authorization: any\r\nx-amz-glacier-version: 2012-06-01\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            secure.getInputStream().readAllBytes();
            return wire.lastRecord();
        }
    }

    @Test
    void anEarlyEndClosesTlsProperlyAndATruncationDoesNot() throws Exception {
        byte alert = 21;
        byte data = 23;

        assertThat(lastRecord(Fault.earlyEnd(2 << 20))[0]).isEqualTo(alert);
        assertThat(lastRecord(Fault.truncation(2 << 20))[0]).isEqualTo(data);
        assertThat(lastRecord(Fault.truncationWithoutLength(2 << 20))[0]).isEqualTo(data);
    }

    @Test
    void theAuthorityIsWrittenInStandardFormats() throws Exception {
        String pem = Files.readString(simulator.tls().writePem(directory.resolve("ca.pem")));

        assertThat(pem.lines()).startsWith("-----BEGIN CERTIFICATE-----").endsWith("-----END CERTIFICATE-----");
        assertThat(CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(simulator.tls().authority());
    }

    @Test
    void anHttpSimulatorHasNoTls() {
        try (GlacierSimulator plain = GlacierSimulator.start()) {
            assertThat(plain.endpoint()).hasScheme("http");
            assertThatThrownBy(plain::tls).isInstanceOf(IllegalStateException.class);
        }
    }
}
