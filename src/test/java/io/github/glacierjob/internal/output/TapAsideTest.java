package io.github.glacierjob.internal.output;

import static io.github.glacierjob.testkit.Outputs.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Outputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tap receives the chunks of a stream while the reader uses them. */
@Timeout(60)
class TapAsideTest {

    private static final Executor NEW_THREADS = work -> new Thread(work).start();

    private final Outputs outputs = new Outputs();
    private final Content content = Content.seeded(5, 3L * MIB + 5);

    @AfterEach
    void close() {
        outputs.close();
    }

    private VerifiedInputStream stream(ChunkTap tap, Executor threads) {
        VerifiedInputStream stream = new VerifiedInputStream(outputs.download(outputs.job(content)));
        stream.tap(new TapAside(tap, threads));
        return stream;
    }

    @Test
    void theReaderGetsTheBytesOfAChunkWhileTheyAreDigested() throws IOException {
        CountDownLatch read = new CountDownLatch(1);
        List<Boolean> inTime = new ArrayList<>();
        ChunkTap tap = (bytes, isLast) -> {
            if (inTime.isEmpty()) {
                inTime.add(isZeroSoon(read));
            }
        };
        try (VerifiedInputStream stream = stream(tap, NEW_THREADS)) {
            assertThat(stream.read()).isEqualTo(content.expected(0, 1)[0] & 0xFF);
            read.countDown();
            stream.readAllBytes();
        }

        assertThat(inTime).containsExactly(true);
    }

    private static boolean isZeroSoon(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void noChunkIsTakenBeforeItsPredecessorIsDigested() throws IOException {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        ChunkTap tap = (bytes, isLast) -> {
            order.add("begin " + bytes.length);
            Thread.yield();
            order.add("end " + bytes.length);
        };
        byte[] all;
        try (VerifiedInputStream stream = stream(tap, NEW_THREADS)) {
            all = stream.readAllBytes();
        }

        assertThat(all).isEqualTo(content.expected(0, all.length)).hasSize(3 * MIB + 5);
        String chunk = "begin " + MIB + ", end " + MIB + ", ";
        assertThat(String.join(", ", order)).isEqualTo(chunk.repeat(3) + "begin 5, end 5");
    }

    @Test
    void theLastChunkIsDigestedBeforeItsFirstByteIsRead() throws IOException {
        List<Integer> lengths = Collections.synchronizedList(new ArrayList<>());
        try (VerifiedInputStream stream = stream((bytes, isLast) -> lengths.add(bytes.length), NEW_THREADS)) {
            assertThat(stream.readNBytes(3 * MIB + 1)).hasSize(3 * MIB + 1);

            assertThat(lengths).containsExactly(MIB, MIB, MIB, 5);
        }
    }

    @Test
    void theReaderDigestsAChunkIfNoThreadIsFree() throws IOException {
        List<Thread> by = new ArrayList<>();
        try (VerifiedInputStream stream = stream((bytes, isLast) -> by.add(Thread.currentThread()), work -> {})) {
            stream.readAllBytes();
        }

        assertThat(by).hasSize(4).containsOnly(Thread.currentThread());
    }

    @Test
    void aStreamGetsTheArrayOfAChunkOnlyAfterItsDigest() throws IOException {
        ByteArrayOutputStream digested = new ByteArrayOutputStream();
        OutputStream harming = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int count) {
                Arrays.fill(bytes, offset, offset + count, (byte) 0);
            }
        };
        try (VerifiedInputStream stream = stream(
                (bytes, isLast) -> {
                    Thread.yield();
                    digested.writeBytes(bytes);
                },
                NEW_THREADS)) {
            stream.transferTo(harming);
        }

        assertThat(digested.toByteArray()).isEqualTo(content.expected(0, 3 * MIB + 5));
    }

    @Test
    void aFailureInTheDigestFailsTheReader() throws IOException {
        ChunkTap tap = (bytes, isLast) -> {
            throw new IllegalArgumentException("no");
        };
        try (VerifiedInputStream stream = stream(tap, NEW_THREADS)) {
            assertThatThrownBy(stream::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no");
            assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
        }
        assertThat(outputs.simulator.requestCount(Operation.GET_JOB_OUTPUT)).isPositive();
    }
}
