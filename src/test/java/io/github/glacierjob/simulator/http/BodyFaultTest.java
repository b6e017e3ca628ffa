package io.github.glacierjob.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.simulator.AbstractSimulatorTest;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/** Tests the faults of an output during its transfer. */
class BodyFaultTest extends AbstractSimulatorTest {
    private static final Content CONTENT = Content.seeded(11, 2L * MIB + 10);

    private String jobId;

    @BeforeEach
    void addJob() {
        jobId = simulator.addArchiveJob(VAULT, simulator.addArchive(VAULT, CONTENT, null));
    }

    /** A connection that distinguishes an early end from a reset, which an HTTP client hides. */
    private final class RawOutput implements AutoCloseable {
        private final Socket socket = new Socket("127.0.0.1", simulator.port());
        private final InputStream in;
        private String head = "";

        RawOutput() throws IOException {
            String request = "GET /-/vaults/photos/jobs/" + jobId + "/output HTTP/1.1\r\nHost: localhost\r\n"
                    + "Authorization: any\r\nx-amz-glacier-version: 2012-06-01\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout((int) SOON.toMillis());
            in = new BufferedInputStream(socket.getInputStream());
        }

        RawOutput readHead() throws IOException {
            StringBuilder text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("Ended in the head: " + text);
                }
                text.append((char) next);
            }
            head = text.toString();
            return this;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void aBodyIsResetInTheMiddle() throws IOException {
        simulator.inject(Fault.resetBody(1000));

        try (RawOutput output = new RawOutput().readHead()) {
            assertThat(output.head).startsWith("HTTP/1.1 200 OK").contains("Content-Length: 2097162");
            assertThat(output.in.readNBytes(1000)).isEqualTo(CONTENT.expected(0, 1000));
            assertThatThrownBy(output.in::read).isInstanceOf(SocketException.class);
        }
        assertThat(simulator.requests(Operation.GET_JOB_OUTPUT).get(0).bytesSent())
                .isEqualTo(1000);
    }

    @Test
    void aBodyEndsEarly() throws IOException {
        simulator.inject(Fault.earlyEnd(1_500_000));

        try (RawOutput output = new RawOutput().readHead()) {
            assertThat(output.head).contains("Content-Length: 2097162");
            assertThat(output.in.readAllBytes()).isEqualTo(CONTENT.expected(0, 1_500_000));
        }
    }

    @Test
    void aBodyIsTruncated() throws IOException {
        simulator.inject(Fault.truncation(1_500_000));

        try (RawOutput output = new RawOutput().readHead()) {
            assertThat(output.head).contains("Content-Length: 2097162");
            assertThat(output.in.readAllBytes()).isEqualTo(CONTENT.expected(0, 1_500_000));
        }
    }

    @Test
    void aTruncatedBodyWithoutALengthLooksComplete() throws IOException {
        simulator.inject(Fault.truncationWithoutLength(1_500_000));

        try (RawOutput output = new RawOutput().readHead()) {
            assertThat(output.head).contains("Connection: Close").doesNotContain("Content-Length");
            assertThat(output.in.readAllBytes()).isEqualTo(CONTENT.expected(0, 1_500_000));
        }
    }

    @Test
    void aFaultAfterTheEndHappensAtTheLastByte() throws IOException {
        simulator.inject(Fault.earlyEnd(Long.MAX_VALUE));

        try (RawOutput output = new RawOutput().readHead()) {
            assertThat(output.in.readAllBytes()).hasSize((int) CONTENT.size() - 1);
        }
    }

    @Test
    void aBodyStallsUntilTheClientGivesUp() throws IOException {
        simulator.inject(Fault.stallBody(10));

        try (RawOutput output = new RawOutput().readHead()) {
            assertThat(output.in.readNBytes(10)).hasSize(10);
            output.socket.setSoTimeout(200);
            assertThatThrownBy(output.in::read).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aStalledBodyContinuesAfterTheDelay() throws IOException {
        simulator.inject(Fault.stallBody(10, Duration.ofMillis(100)));

        try (RawOutput output = new RawOutput().readHead()) {
            assertThat(output.in.readNBytes((int) CONTENT.size())).isEqualTo(CONTENT.expected(0, CONTENT.size()));
        }
    }

    @Test
    void theChecksumIsWrongOrMissing() {
        simulator.inject(Fault.wrongChecksum());
        simulator.inject(Fault.missingChecksum());

        GetJobOutputResponse wrong = download(jobId, null).response();
        GetJobOutputResponse missing = download(jobId, null).response();

        assertThat(wrong.checksum()).hasSize(64).isNotEqualTo(CONTENT.treeHash());
        assertThat(missing.checksum()).isNull();
        assertThat(download(jobId, null).response().checksum()).isEqualTo(CONTENT.treeHash());
    }

    @Test
    void oneBitOfTheBodyIsFlipped() {
        simulator.inject(Fault.corruptBody(1_100_000));

        var output = download(jobId, null);

        byte[] expected = CONTENT.expected(0, CONTENT.size());
        byte[] actual = output.asByteArray();
        assertThat(IntStream.range(0, expected.length).filter(i -> expected[i] != actual[i]))
                .containsExactly(1_100_000);
        assertThat(output.response().checksum()).isEqualTo(CONTENT.treeHash());
    }

    @Test
    void anEmptyBodyHasNoBitToFlip() {
        String empty = simulator.addArchiveJob(VAULT, simulator.addArchive(VAULT, Content.of(""), null));
        InjectedFault fault = simulator.inject(Fault.corruptBody(0));

        var output = download(empty, null);

        assertThat(output.asByteArray()).isEmpty();
        assertThat(output.response().checksum()).isEqualTo(Content.of("").treeHash());
        assertThat(fault.happened()).isEqualTo(1);
    }

    @Test
    void aRangeIsIgnored() {
        simulator.inject(Fault.ignoreRange());

        var output = download(jobId, "bytes=0-9");

        assertThat(output.response().status()).isEqualTo(200);
        assertThat(output.response().contentRange()).isNull();
        assertThat(output.asByteArray()).hasSize((int) CONTENT.size());
        assertThat(simulator.requests(Operation.GET_JOB_OUTPUT).get(0).range()).isEqualTo("bytes=0-9");
    }

    @Test
    void theContentRangeIsWrong() {
        simulator.inject(Fault.wrongContentRange());

        assertThat(download(jobId, "bytes=0-9").response().contentRange()).isEqualTo("bytes 1048576-1048585/2097162");
    }
}
