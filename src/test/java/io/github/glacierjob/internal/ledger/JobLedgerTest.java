package io.github.glacierjob.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobConfiguration;
import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.job.CompletedJob;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.spi.StateRepository;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

class JobLedgerTest {

    private final StateRepository<String, String> progress = new MemoryProgressRepository();
    private final JobLedger ledger = ledger(progress);

    private static JobLedger ledger(StateRepository<String, String> progress) {
        GlacierJobConfiguration options = new GlacierJobConfiguration();
        options.setProgressRepository(progress);
        return new JobLedger(options);
    }

    private static CompletedJob job(String id) {
        return new CompletedJob(GlacierJobDescription.builder()
                .vaultARN("arn:aws:glacier:us-east-1:111122223333:vaults/photos")
                .jobId(id)
                .completed(true)
                .build());
    }

    @Test
    void onlyTheGivenJobsAreForgotten() {
        ledger.record(job("old"));
        ledger.advance(job("old"), Progress.done(1));
        ledger.record(job("new"));
        assertThat(ledger.remembered()).contains(job("old").key(), job("new").key());

        ledger.forget(Set.of(job("old").key()));

        assertThat(ledger.isConsumed(job("old"))).isFalse();
        assertThat(ledger.progress(job("old"))).isEmpty();
        assertThat(ledger.isConsumed(job("new"))).isTrue();
    }

    @Test
    void aResetOutputAndAFinishedStateLeaveNothingInMemory() {
        MemoryProgressRepository memory = (MemoryProgressRepository) progress;
        ledger.advance(job("a"), new Progress(9 << 20, 1 << 20, List.of(), 1 << 20, Optional.empty()));
        ledger.changeState(JobLedger.STATE_PREFIX + "x", line -> "begun");
        assertThat(memory.keys()).hasSize(2);

        ledger.reset(job("a"));
        ledger.changeState(JobLedger.STATE_PREFIX + "x", line -> "");

        assertThat(memory.keys()).isEmpty();
        assertThat(ledger.progress(job("a"))).isEmpty();
    }

    /** The state that a crash between the two commits leaves. */
    @Test
    void aJobWithAFinishedProgressIsNotClaimedAndCountsAsConsumed() {
        progress.setState(job("a").key(), Progress.done(1).encode());
        assertThat(ledger.isConsumed(job("a"))).isFalse();

        assertThat(ledger.claim(job("a"))).isEmpty();
        assertThat(ledger.isConsumed(job("a"))).isTrue();
        assertThat(ledger.claimed(List.of(job("a").key()))).isEmpty();
    }
}
