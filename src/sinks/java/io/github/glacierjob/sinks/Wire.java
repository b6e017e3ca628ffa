package io.github.glacierjob.sinks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** A wire to a server that transfers a limited number of bytes per second over all its connections. */
final class Wire implements AutoCloseable {

    private static final int PIECE = 64 << 10;

    private final ServerSocket door;
    private final int server;
    private final long bytesPerSecond;
    private long free = System.nanoTime();

    private Wire(ServerSocket door, int server, long bytesPerSecond) {
        this.door = door;
        this.server = server;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Opens a wire to a server on this machine. */
    static Wire to(URI server, long bytesPerSecond) throws IOException {
        Wire wire =
                new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server.getPort(), bytesPerSecond);
        start(wire::accept);
        return wire;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                start(() -> carry(near, far, true));
                start(() -> carry(far, near, false));
            }
        } catch (IOException e) {
            if (!door.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void carry(Socket from, Socket to, boolean limited) {
        byte[] piece = new byte[PIECE];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                if (limited) {
                    pass(count);
                }
                out.write(piece, 0, count);
            }
        } catch (IOException e) {
            // One of the ends is closed; this closes the other one, so that it notices.
            return;
        }
    }

    /**
     * Waits until the earlier bytes have passed. An idle wire transfers at most a hundredth of a second's bytes at
     * once.
     */
    private void pass(int count) {
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            free = Math.max(free, now - TimeUnit.MILLISECONDS.toNanos(10));
            free += count * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
            wait = free - now;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
