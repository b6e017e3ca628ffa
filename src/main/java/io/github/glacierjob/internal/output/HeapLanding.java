package io.github.glacierjob.internal.output;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.internal.range.Landing;
import io.github.glacierjob.internal.text.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Receives a range into memory once there is room for it; the connection writes to this memory without another copy.
 * Computes digests of the bytes as they arrive, while the connection receives more.
 */
final class HeapLanding implements Landing {

    /** The longest time for which an answer may hold its connection while it waits for memory. */
    private static final long PATIENCE_MILLIS = 2000;

    /**
     * The lock for allocations: the G1 collector would run once for each thread that allocates a large array just before
     * a collection.
     */
    private static final Object ONE_AT_A_TIME = new Object();

    private final int length;
    private final Set<DigestAlgorithm> algorithms;
    private final CompletableFuture<Boolean> room = new CompletableFuture<>();
    private byte[] bytes;
    private DigestRun digests;

    HeapLanding(ByteRange range, Set<DigestAlgorithm> algorithms) {
        this.length = Math.toIntExact(range.length());
        this.algorithms = algorithms;
        this.digests = new DigestRun(algorithms);
    }

    /**
     * Allows this range to take memory; false if it has stopped to wait, so that no bytes will arrive. Any thread may
     * call this.
     */
    boolean giveRoom() {
        return room.complete(true) || room.join();
    }

    /**
     * Begins the range, and takes the memory now if it is allowed already, so that a connection with bytes to read need
     * not wait. A full pool may run this in the thread that must give the room; then it must not wait and returns false.
     * Also returns false if no bytes will arrive.
     */
    boolean begin(Thread maker) {
        if (Thread.currentThread() == maker) {
            room.complete(false);
        }
        return !room.isDone() || takeMemory();
    }

    private boolean takeMemory() {
        boolean may = room.join();
        if (may && bytes == null) {
            synchronized (ONE_AT_A_TIME) {
                bytes = new byte[length];
            }
        }
        return may;
    }

    @Override
    public boolean awaitRoom() {
        try {
            room.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            room.complete(false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            room.complete(false);
        }
        return takeMemory();
    }

    @Override
    public int take(InputStream in, long at, long most, LeafHasher hasher) throws IOException {
        int count = in.read(bytes, (int) at, (int) Math.min(READ_SIZE, most));
        if (count > 0) {
            hasher.update(bytes, (int) at, count);
            digest((int) at, count);
        }
        return count;
    }

    /** Continues the digests; a range that is fetched again begins again. */
    private void digest(int at, int count) {
        if (at == 0) {
            digests = new DigestRun(algorithms);
        }
        digests.update(bytes, at, count);
    }

    /** The digests of the range; call it after all bytes have arrived. */
    DigestRun digests() {
        return digests;
    }

    /** The bytes of the range; call it after all bytes have arrived. */
    byte[] bytes() {
        return bytes;
    }
}
