package io.github.glacierjob.internal.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.glacierjob.GlacierJobConfiguration;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.listing.JobPacker;
import io.github.glacierjob.job.CompletedJob;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

class JobFailuresTest {

    private final JobFailures failures = new JobFailures(0);

    private static CompletedJob job(int id) {
        return new CompletedJob(GlacierJobDescription.builder()
                .jobId("job" + id)
                .vaultARN("arn:vault")
                .completed(true)
                .build());
    }

    @Test
    void bugsOfThisProgramParkAJobAndFailuresOfARepositoryDoNot() {
        for (int i = 0; i < 20; i++) {
            failures.failedHere(job(1), new IllegalStateException("The database is down"));
            failures.failedHere(job(2), new NullPointerException());
        }

        assertThat(failures.isParked(job(1).key())).isFalse();
        assertThat(failures.isParked(job(2).key())).isTrue();
    }

    /** Worker threads count failures while the poll sorts by these counts. */
    @Test
    void theSortWorksWhileTheCountsChange() throws Exception {
        List<CompletedJob> jobs =
                IntStream.range(0, 2000).mapToObj(JobFailuresTest::job).toList();
        jobs.forEach(failures::failed);
        OpenJobs open = new OpenJobs(job -> true, new JobLedger(new GlacierJobConfiguration()), failures, null, null);
        List<OpenJob> listed;
        try (JobPacker packer = new JobPacker()) {
            listed = jobs.stream()
                    .map(job -> new OpenJob(job, packer, Instant.EPOCH))
                    .toList();
        }
        AtomicBoolean sorting = new AtomicBoolean(true);
        Thread worker = new Thread(() -> {
            Random random = new Random(1);
            while (sorting.get()) {
                failures.failed(jobs.get(random.nextInt(jobs.size())));
            }
        });
        worker.start();
        try {
            for (int i = 0; i < 200; i++) {
                assertThatCode(() -> open.inOrder(listed, job -> false, 0)).doesNotThrowAnyException();
            }
        } finally {
            sorting.set(false);
            worker.join();
        }
    }
}
