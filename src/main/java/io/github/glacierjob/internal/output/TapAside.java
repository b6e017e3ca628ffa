package io.github.glacierjob.internal.output;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Shows chunks to a tap in another thread, while the reader of the stream has their bytes: one at a time, in order, and the last one
 * before the reader gets it. Where no thread is free, the reader's own does it, so nothing ever waits for a thread.
 */
public final class TapAside implements ChunkTap {

    private final ChunkTap tap;
    private final Executor threads;
    private final AtomicReference<FutureTask<Void>> running = new AtomicReference<>();

    /** In the threads that a JVM has for computing. */
    public TapAside(ChunkTap tap) {
        this(tap, ForkJoinPool.commonPool());
    }

    TapAside(ChunkTap tap, Executor threads) {
        this.tap = tap;
        this.threads = threads;
    }

    @Override
    public void take(byte[] bytes, boolean isLast) {
        settle();
        if (isLast) {
            tap.take(bytes, true);
            return;
        }
        FutureTask<Void> task = new FutureTask<>(() -> tap.take(bytes, false), null);
        running.set(task);
        threads.execute(task);
    }

    @Override
    public void settle() {
        FutureTask<Void> task = running.getAndSet(null);
        if (task != null) {
            task.run();
            result(task);
        }
    }

    /** An interrupt does not end the wait: it is short, and the bytes are in use. */
    private static void result(FutureTask<Void> task) {
        boolean interrupted = false;
        while (true) {
            try {
                task.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                throw new IllegalStateException("A chunk could not be read: " + e.getCause(), e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
