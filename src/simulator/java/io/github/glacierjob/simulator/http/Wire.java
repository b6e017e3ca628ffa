package io.github.glacierjob.simulator.http;

import io.github.glacierjob.simulator.fault.Cut;
import io.github.glacierjob.simulator.tls.SimulatedTls;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket of a connection, with or without TLS, and the ways to end it. */
final class Wire implements Closeable, Line {
    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

    private static final int LAST_WORDS_MILLIS = 2000;
    private static final int MOST_LAST_BYTES = 64 * 1024;

    private final Socket plain;
    private final Optional<SimulatedTls> tls;
    private Socket speaking;

    Wire(Socket plain, Optional<SimulatedTls> tls) {
        this.plain = plain;
        this.tls = tls;
        this.speaking = plain;
    }

    /** Opens the socket for reading requests; an IOException if the client does not accept the TLS connection. */
    Socket open() throws IOException {
        plain.setTcpNoDelay(true);
        if (tls.isPresent()) {
            try {
                speaking = tls.get().secured(plain);
            } catch (IOException e) {
                awaitTheirEnd();
                throw e;
            }
        }
        return speaking;
    }

    /**
     * Waits until the client closes its side, because a client that still writes during the close would lose the last
     * bytes of the answer.
     */
    private void awaitTheirEnd() throws IOException {
        plain.setSoTimeout(LAST_WORDS_MILLIS);
        InputStream in = plain.getInputStream();
        int count = 0;
        while (count < MOST_LAST_BYTES && in.read() >= 0) {
            count++;
        }
    }

    @Override
    public void stall(Duration duration) throws IOException {
        speaking.setSoTimeout(Math.toIntExact(Math.max(1, duration.toMillis())));
        try {
            if (speaking.getInputStream().read() < 0) {
                throw Cut.end();
            }
        } catch (SocketTimeoutException e) {
            LOG.debug("A connection goes on after {}", duration);
        } finally {
            if (!speaking.isClosed()) {
                speaking.setSoTimeout(0);
            }
        }
    }

    /** Ends the connection without close_notify, unless the cut is a normal close. */
    void breakOff(Cut cut) throws IOException {
        if (cut.isReset()) {
            plain.setSoLinger(true, 0);
        }
        if (!cut.isInOrder()) {
            plain.close();
        }
    }

    /** Ends the connection normally; called by the thread that serves it. */
    void end() throws IOException {
        try {
            if (speaking != plain && !plain.isClosed()) {
                speaking.shutdownOutput();
            }
        } finally {
            plain.close();
        }
    }

    /**
     * Closes the plain socket at once; any thread may call this. Closing the TLS socket would wait for a thread that
     * writes to it.
     */
    @Override
    public void close() throws IOException {
        plain.close();
    }
}
