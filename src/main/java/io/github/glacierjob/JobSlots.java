package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * The jobs that wait and the few that are being consumed. A slot that becomes free takes the next one at once, so that a
 * poll need not wait for any output. Thread-safe.
 */
final class JobSlots {

    private final int slots;
    private final ExecutorService pool;
    private final Consumer<CompletedJob> work;
    private final Deque<CompletedJob> waiting = new ArrayDeque<>();
    private final Set<String> running = new HashSet<>();
    private int workers;

    JobSlots(int slots, ExecutorService pool, Consumer<CompletedJob> work) {
        this.slots = slots;
        this.pool = pool;
        this.work = work;
    }

    /** Replaces what waits by the jobs of the newest listing, in their order; returns how many were not known before. */
    synchronized int offer(List<CompletedJob> jobs) {
        Set<String> known = new HashSet<>(running);
        waiting.forEach(job -> known.add(job.key()));
        waiting.clear();
        jobs.stream().filter(job -> !running.contains(job.key())).forEach(waiting::add);
        while (workers < slots && workers - running.size() < waiting.size()) {
            workers++;
            pool.execute(this::workOff);
        }
        return (int) waiting.stream().filter(job -> !known.contains(job.key())).count();
    }

    private void workOff() {
        CompletedJob job = take();
        while (job != null) {
            try {
                work.accept(job);
            } finally {
                job = next(job);
            }
        }
    }

    private synchronized CompletedJob next(CompletedJob done) {
        running.remove(done.key());
        return take();
    }

    private synchronized CompletedJob take() {
        CompletedJob job = waiting.poll();
        if (job == null) {
            workers--;
        } else {
            running.add(job.key());
        }
        return job;
    }

    /** Leaves what waits to a later listing; what runs goes on. */
    synchronized void clear() {
        waiting.clear();
    }

    synchronized int running() {
        return running.size();
    }

    synchronized int waiting() {
        return waiting.size();
    }
}
