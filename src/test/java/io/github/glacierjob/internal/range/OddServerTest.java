package io.github.glacierjob.internal.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.internal.output.OutputDownload;
import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.job.TreeHashMismatchException;
import io.github.glacierjob.testkit.Outputs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests answers without a Content-Length, as a proxy may send them. */
@Timeout(60)
class OddServerTest {

    private static final String TEN_BYTES = "206 Partial Content\r\nContent-Range: bytes 0-9/10\r\n";

    private final Outputs outputs = new Outputs();
    private final AtomicInteger requests = new AtomicInteger();
    private final ServerSocket server;
    private volatile String answer;

    OddServerTest() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "odd-server");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        outputs.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                readHead(socket);
                requests.incrementAndGet();
                OutputStream out = socket.getOutputStream();
                out.write(("HTTP/1.1 " + answer).getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void readHead(Socket socket) throws IOException {
        int newlines = 0;
        while (newlines < 2) {
            int next = socket.getInputStream().read();
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
        }
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private OutputDownload download() {
        return outputs.downloadFrom(endpoint(), 10, null);
    }

    @Test
    void aConnectionThatBreaksAfterTheLastByteLosesNothing() {
        answer = TEN_BYTES + "Transfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n";

        assertThat(new String(download().next().bytes(), StandardCharsets.US_ASCII))
                .isEqualTo("0123456789");
        assertThat(requests).hasValue(1);
    }

    @Test
    void aShortBodyWithoutALengthIsRefused() {
        answer = TEN_BYTES + "Connection: close\r\n\r\n01234";
        OutputDownload download = download();

        assertThatThrownBy(download::next)
                .isInstanceOf(JobOutputException.class)
                .hasMessageContaining("expected Content-Range bytes 5-9/10, got bytes 0-9/10");
    }

    @Test
    void anEmptyAnswerForAnOutputWithBytesIsRefused() {
        answer = "200 OK\r\nContent-Length: 0\r\n\r\n";
        OutputDownload download = outputs.downloadFrom(endpoint(), 0, "9bc1b2a288b26af7257a36277ae3816a");

        for (int i = 0; i < 2; i++) {
            assertThat(download.hasNext()).isTrue();
            assertThatThrownBy(download::next).isInstanceOf(TreeHashMismatchException.class);
        }
    }

    @Test
    void moreBytesThanAnnouncedAreRefused() {
        answer = TEN_BYTES + "Connection: close\r\n\r\n0123456789A";
        OutputDownload download = download();

        assertThatThrownBy(download::next)
                .isInstanceOf(JobOutputException.class)
                .hasMessageContaining("expected the end after 10 bytes, got more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plenty", "-1", "99999999999999999999", "1e3"})
    void anInvalidLengthIsQuotedInTheMessage(String length) {
        answer = "200 OK\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n";

        assertThatThrownBy(() -> outputs.outputFrom(endpoint(), null, null))
                .isInstanceOf(JobOutputException.class)
                .hasMessageContaining("its size: expected Content-Range bytes 0-0/<size>, or 200 with a Content-Length")
                .hasMessageContaining("got 200 with null and " + length);
        assertThat(requests).as("tries").hasValue(9);
    }
}
