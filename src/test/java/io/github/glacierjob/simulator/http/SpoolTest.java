package io.github.glacierjob.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.bytes.FileBytes;
import io.github.glacierjob.simulator.bytes.HeapBytes;
import io.github.glacierjob.simulator.protocol.IncomingBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpoolTest {
    private static final int LARGE = 8 << 20;

    private final Spool spool = new Spool();

    @AfterEach
    void close() throws IOException {
        spool.close();
    }

    private IncomingBody read(int size) throws IOException {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 7);
        return spool.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void aSmallBodyStaysInMemory() throws IOException {
        IncomingBody body = read(LARGE - 1);

        assertThat(body.content()).isInstanceOf(HeapBytes.class);
        assertThat(body.content().size()).isEqualTo(LARGE - 1);
    }

    @Test
    void aLargeBodyIsAFileUntilTheSpoolIsClosed() throws IOException {
        IncomingBody body = read(LARGE + 1);

        assertThat(body.content()).isInstanceOf(FileBytes.class);
        assertThat(body.content().size()).isEqualTo(LARGE + 1);
        Path file = ((FileBytes) body.content()).file();
        assertThat(file).exists();
        spool.close();
        assertThat(file).doesNotExist();
    }
}
