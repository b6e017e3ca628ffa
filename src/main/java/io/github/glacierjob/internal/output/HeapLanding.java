package io.github.glacierjob.internal.output;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.internal.range.Landing;
import io.github.glacierjob.internal.text.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Keeps a range in memory, where the connection writes it without another copy, once there is room for it. */
final class HeapLanding implements Landing {

    /** How long an answer that has no memory yet may hold its connection. */
    private static final long PATIENCE_MILLIS = 2000;

    /** G1 collects once more for each thread that wants a large array while it is about to begin a collection. */
    private static final Object ONE_AT_A_TIME = new Object();

    private final int length;
    private final CompletableFuture<Boolean> room = new CompletableFuture<>();
    private byte[] bytes;

    HeapLanding(ByteRange range) {
        this.length = Math.toIntExact(range.length());
    }

    /** Allows it to take memory; false if it no longer waits for that and no bytes will arrive. From any thread. */
    boolean giveRoom() {
        return room.complete(true) || room.join();
    }

    /**
     * Begins: what has its room takes its memory now, so that a connection with bytes to read does not wait for that. A pool
     * that is full may run this in the very thread that would have to make room: it does not wait there. False if nothing
     * will land.
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
        }
        return count;
    }

    /** As many as the range has, when all have landed. */
    byte[] bytes() {
        return bytes;
    }
}
