package io.github.glacierjob.internal.output;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Shows chunks to a tap in another thread while the reader of the stream uses their bytes: one at a time and in order.
 * The last chunk is shown before the reader gets it. If no thread is free, the reader's thread runs the tap, so that
 * nothing waits for a thread.
 */
public final class TapAside implements ChunkTap {

    private final ChunkTap tap;
    private final Executor threads;
    private final AtomicReference<FutureTask<Void>> running = new AtomicReference<>();

    /** Uses the threads of the JVM's common pool. */
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

    /** Waits for the tap. An interrupt does not end the wait, because it is short and the tap still uses the bytes. */
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
