package io.github.glacierjob.testkit;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Threads that begin the same work at the same moment. */
public final class SameMoment {

    private SameMoment() {}

    /** The results of the threads; the failure of one of them is thrown when all have ended. */
    public static <T> List<T> begin(int count, Callable<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CyclicBarrier together = new CyclicBarrier(count);
            Callable<T> one = () -> {
                together.await();
                return work.call();
            };
            return threads
                    .invokeAll(IntStream.range(0, count).mapToObj(i -> one).toList())
                    .stream()
                    .map(SameMoment::result)
                    .toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T result(Future<T> ended) {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
