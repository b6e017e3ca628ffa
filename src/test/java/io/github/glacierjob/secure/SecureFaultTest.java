package io.github.glacierjob.secure;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.job.JobList;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.tls.ServerCertificate;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Tests the failures of secure connections: lasting failures are reported at once with a remedy, and other failures are
 * retried.
 */
@Timeout(120)
class SecureFaultTest {

    private static final long SIZE = 4L * MIB + 123;
    private static final String TRUSTING = "sslContextParameters=#trusting";

    @TempDir
    Path directory;

    private SecureGlacier secure;

    @BeforeEach
    void open() {
        secure = new SecureGlacier(directory);
    }

    @AfterEach
    void close() {
        secure.close();
    }

    private void assertThatItIsRefused(Exchange answer, String problem, String remedy) {
        assertThat(answer.getException())
                .isInstanceOf(SdkClientException.class)
                .hasMessageStartingWith("No secure connection to https://127.0.0.1:")
                .hasMessageContaining(": " + problem + " (")
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @CsvSource({
        "GOOD, its certificate is not trusted, trustManagers of sslContextParameters",
        "OF_AN_UNKNOWN_AUTHORITY, its certificate is not trusted, trustAllCertificates=true is for tests only",
        "EXPIRED, its certificate is not valid at this time, clock of this machine",
        "OF_ANOTHER_HOST, its certificate is for another host, the host of uriEndpointOverride"
    })
    void aBadCertificateIsReportedAtOnceWithARemedy(ServerCertificate certificate, String problem, String remedy) {
        secure.simulator.tls().show(certificate);
        String trust = certificate == ServerCertificate.GOOD ? "requestTimeout=60000" : TRUSTING;

        assertThatItIsRefused(secure.list(trust + "&" + SecureGlacier.PATIENT), problem, remedy);
    }

    @Test
    void aServerThatRequestsACertificateIsReportedAtOnce() {
        secure.simulator.tls().askForClientCertificate(true);

        assertThatItIsRefused(
                secure.list(TRUSTING + "&" + SecureGlacier.PATIENT),
                "it refuses this client's certificate, or asks for one",
                "keyManagers of sslContextParameters");
    }

    @Test
    void aMissingCommonProtocolIsReportedAtOnce() {
        SecureSocketProtocolsParameters old = new SecureSocketProtocolsParameters();
        old.getSecureSocketProtocol().add("TLSv1.1");
        SSLContextParameters settings = secure.trusting();
        settings.setSecureSocketProtocols(old);
        secure.glacier.context.getRegistry().bind("old", settings);

        assertThatItIsRefused(
                secure.list("sslContextParameters=#old&" + SecureGlacier.PATIENT),
                "client and server do not agree how to secure the connection",
                "secureSocketProtocols");
    }

    @Test
    void aServerThatSpeaksHttpIsReportedAtOnce() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Thread answering = new Thread(() -> accept(server, socket -> socket.getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII))));
            answering.setDaemon(true);
            answering.start();

            assertThatItIsRefused(
                    listAt(server, SecureGlacier.PATIENT), "it does not use TLS", "must begin with http://");
        }
    }

    private Exchange listAt(ServerSocket server, String options) {
        String uri = secure.glacier
                .uri(TRUSTING + "&operation=listJobs&" + options)
                .replace(":" + secure.simulator.port(), ":" + server.getLocalPort());
        return secure.glacier.request(uri, exchange -> {});
    }

    @Test
    void anInitiationThatReachedNoServerIsCertainlyNotExecuted() {
        Exchange answer = secure.glacier.request(
                secure.glacier.uri("operation=initiateJob&jobType=inventory-retrieval&" + SecureGlacier.PATIENT),
                exchange -> {});

        assertThatItIsRefused(answer, "its certificate is not trusted", "");
        assertThat(secure.simulator.jobs("photos")).isEmpty();
    }

    /** A server that closes each connection before the handshake, like a load balancer without servers. */
    @Test
    void aConnectionThatEndsDuringTheHandshakeIsTriedAgain() throws Exception {
        AtomicInteger accepted = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Thread closing = new Thread(() -> accept(server, socket -> {
                socket.close();
                accepted.incrementAndGet();
            }));
            closing.setDaemon(true);
            closing.start();

            assertThat(listAt(server, "maxRetries=3").getException()).isInstanceOf(SdkClientException.class);
        }
        assertThat(accepted).hasValue(4);
    }

    /** The action of a server on a connection. */
    private interface Service {
        void serve(Socket socket) throws IOException;
    }

    private static void accept(ServerSocket server, Service service) {
        while (!server.isClosed()) {
            try {
                service.serve(server.accept());
            } catch (IOException e) {
                return;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void anOutputContinuesAfterAnExpiredCertificateIsReportedAndReplaced(String mode) throws Exception {
        Content content = Content.seeded(3, SIZE);
        secure.simulator.addArchiveJob("photos", secure.simulator.addArchive("photos", content, ""));
        InjectedFault stall = secure.simulator.inject(
                Fault.stallBody(300_000).on(Operation.GET_JOB_OUTPUT).rangeStart(2L * MIB));
        Consumption route = new Consumption(secure.glacier);
        route.start(TRUSTING + "&" + Glacier.ONE_AT_A_TIME + "&delay=50&outputMode=" + mode);
        await().atMost(Glacier.SOON).until(() -> stall.happened() == 1);

        secure.simulator.tls().show(ServerCertificate.EXPIRED);
        secure.simulator.closeConnections();
        route.awaitReport();

        assertThat(route.reports.get(0)).hasStackTraceContaining("its certificate is not valid at this time");
        secure.simulator.tls().show(ServerCertificate.GOOD);
        await().atMost(Glacier.SOON)
                .until(() -> mode.equals("stream") ? route.lastBody().length == SIZE : route.bytes().length == SIZE);
        assertThat(mode.equals("stream") ? route.lastBody() : route.bytes()).isEqualTo(content.expected(0, SIZE));
        assertThat(route.reports)
                .allSatisfy(report -> assertThat(report).hasStackTraceContaining("is not valid at this time"));
    }

    /** The list is truncated and has no length, so the received part is not valid JSON. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 40})
    void aTruncatedListIsReadAgain(long bytes) {
        secure.simulator.addInventoryJob("photos", "JSON");
        secure.simulator.inject(Fault.truncationWithoutLength(bytes).on(Operation.LIST_JOBS));
        secure.simulator.inject(Fault.truncation(bytes).on(Operation.LIST_JOBS));

        Exchange answer = secure.list(TRUSTING);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(JobList.class)).hasSize(1);
        assertThat(secure.simulator.requests(Operation.LIST_JOBS)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 40})
    void aTruncatedDescriptionIsReadAgain(long bytes) {
        String job = secure.simulator.addInventoryJob("photos", "JSON");
        secure.simulator.inject(Fault.truncationWithoutLength(bytes).on(Operation.DESCRIBE_JOB));

        Exchange answer = secure.glacier.request(
                secure.glacier.uri(TRUSTING + "&operation=describeJob&jobId=" + job), exchange -> {});

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(job);
        assertThat(secure.simulator.requests(Operation.DESCRIBE_JOB)).hasSize(2);
    }
}
