package io.github.glacierjob.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.AbstractSimulatorTest;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.simulator.program.SpeedClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerTest extends AbstractSimulatorTest {
    private static final String HEADERS =
            "Host: localhost\r\nAuthorization: any\r\nx-amz-glacier-version: 2012-06-01\r\n";

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    @Test
    void aClientThatExpects100ContinueReceivesIt() throws IOException {
        String hash = Content.of("abc").treeHash();
        try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /-/vaults/photos/archives HTTP/1.1\r\n" + HEADERS + "x-amz-sha256-tree-hash: " + hash
                            + "\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 100 Continue");
            out.write("abc".getBytes(StandardCharsets.US_ASCII));
            assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 201 Created");
        }
    }

    @Test
    void aConnectionStaysOpenUntilTheClientClosesIt() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
            for (int i = 0; i < 3; i++) {
                String connection = i == 2 ? "Connection: close\r\n" : "";
                socket.getOutputStream()
                        .write(("DELETE /-/vaults/none HTTP/1.1\r\n" + HEADERS + connection + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                String head = readHead(socket.getInputStream());
                assertThat(head).startsWith("HTTP/1.1 204 No Content\r\nx-amzn-RequestId: ");
                assertThat(head).doesNotContain("Content-Length");
            }
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(simulator.requests())
                .extracting(RecordedRequest::connectionId)
                .containsOnly(1L);
    }

    @Test
    void aMalformedRequestEndsTheConnection() throws IOException {
        for (String request : new String[] {"BREW /-/vaults HTTP/1.1\r\n", "nonsense\r\n"}) {
            try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
                socket.getOutputStream().write((request + HEADERS + "\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 400 Bad Request");
                assertThat(socket.getInputStream().readAllBytes()).isEmpty();
            }
        }
    }

    @Test
    void aGetWithABodyEndsTheConnection() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
            socket.getOutputStream()
                    .write(("GET /-/vaults/photos HTTP/1.1\r\n" + HEADERS + "Content-Length: 3\r\n\r\nabc")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 200 OK");
        }
        await().atMost(SOON).until(() -> simulator.openConnections() == 0);
        assertThat(simulator.requests()).hasSize(1);
    }

    @Test
    void openConnectionsAreCounted() throws IOException {
        try (Socket one = new Socket("127.0.0.1", simulator.port());
                Socket two = new Socket("127.0.0.1", simulator.port())) {
            assertThat(one.isConnected() && two.isConnected()).isTrue();
            await().atMost(SOON).until(() -> simulator.openConnections() == 2);
        }
        await().atMost(SOON).until(() -> simulator.openConnections() == 0);
    }

    @Test
    void closingEndsAllConnections() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
            await().atMost(SOON).until(() -> simulator.openConnections() == 1);
            simulator.close();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void thePeakOfOutputsInFlightIsRecorded() throws IOException {
        String jobId = simulator.addArchiveJob(VAULT, simulator.addArchive(VAULT, Content.of("abc"), null));
        simulator.inject(Fault.stallBody(0).times(2));
        byte[] request = ("GET /-/vaults/photos/jobs/" + jobId + "/output HTTP/1.1\r\n" + HEADERS + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);

        try (Socket one = new Socket("127.0.0.1", simulator.port());
                Socket two = new Socket("127.0.0.1", simulator.port())) {
            one.getOutputStream().write(request);
            two.getOutputStream().write(request);
            await().atMost(SOON).until(() -> simulator.peakConcurrentOutputs() == 2);
        }
        await().atMost(SOON).until(() -> simulator.openConnections() == 0);
        download(jobId, null);

        assertThat(simulator.peakConcurrentOutputs()).isEqualTo(2);
        simulator.clearRequests();
        assertThat(simulator.peakConcurrentOutputs()).isZero();
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void outputsKeepToTheRateOfTheirConnection() {
        restart(GlacierSimulator.builder().bytesPerSecondPerConnection(2_000_000));
        String jobId = simulator.addArchiveJob(VAULT, simulator.addArchive(VAULT, Content.seeded(1, 500_000), null));
        long begun = System.nanoTime();

        download(jobId, null);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofMillis(230), SOON);
    }

    @Test
    void aRunningClockEndsJobs() {
        restart(GlacierSimulator.builder()
                .clock(new SpeedClock(java.time.Clock.systemUTC(), 36_000))
                .inventoryJobDuration(Duration.ofHours(1)));
        String jobId = initiated(
                "{\"Type\":\"inventory-retrieval\",\"SNSTopic\":" + "\"arn:aws:sns:eu-west-1:235715319590:done\"}");

        await().atMost(SOON).until(() -> simulator.notifications().size() == 1);
        assertThat(simulator.job(jobId).completed()).isTrue();
    }

    @Test
    void onlyTheNewestRequestsAreKeptAndAllAreCounted() {
        restart(GlacierSimulator.builder().requestsKept(2));
        String job = simulator.addArchiveJob(VAULT, simulator.addArchive(VAULT, Content.seeded(1, 1000), null));
        outputOf(job, "bytes=0-9");
        outputOf(job, "bytes=10-29");
        get("/-/vaults/photos");
        outputOf(job, "bytes=30-69");

        assertThat(simulator.requests())
                .extracting(RecordedRequest::operation)
                .containsExactly(Operation.DESCRIBE_VAULT, Operation.GET_JOB_OUTPUT);
        assertThat(simulator.requestCount(Operation.GET_JOB_OUTPUT)).isEqualTo(3);
        assertThat(simulator.bytesSent(Operation.GET_JOB_OUTPUT)).isEqualTo(70);
        simulator.clearRequests();
        assertThat(simulator.requests()).isEmpty();
        assertThat(simulator.requestCount(Operation.GET_JOB_OUTPUT)).isZero();
        assertThat(simulator.bytesSent(Operation.GET_JOB_OUTPUT)).isZero();
    }
}
