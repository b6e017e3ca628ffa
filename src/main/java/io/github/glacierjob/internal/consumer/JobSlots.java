package io.github.glacierjob.internal.consumer;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.job.CompletedJob;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a limited number of jobs at a time, each in a slot, and holds the waiting jobs. A free slot takes the next waiting
 * job at once, so that a poll does not wait for outputs. Thread-safe.
 */
final class JobSlots {

    private static final Logger LOG = LoggerFactory.getLogger(JobSlots.class);

    private final int slots;
    private final ExecutorService pool;
    private final Consumer<CompletedJob> work;
    private final Deque<OpenJob> waiting = new ArrayDeque<>();
    private final Set<String> running = new HashSet<>();
    private int workers;

    JobSlots(int slots, ExecutorService pool, Consumer<CompletedJob> work) {
        this.slots = slots;
        this.pool = pool;
        this.work = work;
    }

    /**
     * Replaces the waiting jobs by the jobs of the newest listing, in their order; returns the jobs that did not wait
     * before.
     */
    synchronized List<OpenJob> offer(List<OpenJob> jobs) {
        Set<String> known = new HashSet<>(running);
        waiting.forEach(job -> known.add(job.key()));
        waiting.clear();
        jobs.stream().filter(job -> !running.contains(job.key())).forEach(waiting::add);
        List<OpenJob> fresh =
                waiting.stream().filter(job -> !known.contains(job.key())).toList();
        while (workers < slots && workers - running.size() < waiting.size()) {
            pool.execute(this::workOff);
            workers++;
        }
        return fresh;
    }

    private void workOff() {
        OpenJob job = take();
        while (job != null) {
            try {
                work.accept(job.unpack());
            } catch (RuntimeException | Error e) {
                LOG.error("Job {} is left to a later poll", printable(job.outputId()), e);
            }
            job = next(job);
        }
    }

    private synchronized OpenJob next(OpenJob done) {
        running.remove(done.key());
        return take();
    }

    private synchronized OpenJob take() {
        OpenJob job = waiting.poll();
        if (job == null) {
            workers--;
        } else {
            running.add(job.key());
        }
        return job;
    }

    /** Removes the waiting jobs, which a later listing will offer again; running deliveries continue. */
    synchronized void clear() {
        waiting.clear();
    }

    synchronized boolean isRunning(String key) {
        return running.contains(key);
    }

    synchronized int running() {
        return running.size();
    }

    /** The jobs that wait, in their order. */
    synchronized List<OpenJob> waiting() {
        return List.copyOf(waiting);
    }
}
