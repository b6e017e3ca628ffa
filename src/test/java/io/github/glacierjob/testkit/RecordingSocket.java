package io.github.glacierjob.testkit;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;

/** A connection to the simulator that records the received bytes before TLS decrypts them. */
public final class RecordingSocket extends Socket {
    private static final int HEAD = 5;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    public RecordingSocket(int port) throws IOException {
        super("127.0.0.1", port);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                if (count > 0) {
                    received.write(bytes, offset, count);
                }
                return count;
            }
        };
    }

    /** The last record: its type, two bytes of version, two bytes of length, and the content. */
    public byte[] lastRecord() {
        byte[] all = received.toByteArray();
        int at = 0;
        int next = 0;
        while (next < all.length) {
            at = next;
            next += HEAD + ((all[at + 3] & 0xFF) << 8 | all[at + 4] & 0xFF);
        }
        return Arrays.copyOfRange(all, at, all.length);
    }
}
