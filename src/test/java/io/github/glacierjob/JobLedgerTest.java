package io.github.glacierjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.output.Progress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

class JobLedgerTest {

    private final JobLedger ledger = new JobLedger(new GlacierJobConfiguration());

    private static CompletedJob job(String id) {
        return new CompletedJob(GlacierJobDescription.builder()
                .vaultARN("arn:aws:glacier:us-east-1:111122223333:vaults/photos")
                .jobId(id)
                .completed(true)
                .build());
    }

    @Test
    void whatTheServiceNoLongerListsIsForgotten() {
        ledger.record(job("old"));
        ledger.advance(job("old"), Progress.done(1));

        ledger.forgetUnlisted(ledger.remembered(), List.of(job("new")));

        assertThat(ledger.isConsumed(job("old"))).isFalse();
        assertThat(ledger.progress(job("old"))).isEmpty();
    }

    @Test
    void whatWasConsumedWhileTheListingRanIsNotForgotten() {
        Set<String> before = ledger.remembered();
        ledger.record(job("meanwhile"));

        ledger.forgetUnlisted(before, List.of(job("listed before it completed")));

        assertThat(ledger.isConsumed(job("meanwhile"))).isTrue();
    }

    @Test
    void whatIsListedIsKept() {
        ledger.record(job("a"));

        ledger.forgetUnlisted(ledger.remembered(), List.of(job("a")));

        assertThat(ledger.isConsumed(job("a"))).isTrue();
    }

    @Test
    void aJobThatIsDoneByItsProgressIsNotClaimedAndCountsAsConsumed() {
        ledger.advance(job("a"), Progress.done(1));

        assertThat(ledger.claim(job("a"))).isEmpty();
        assertThat(ledger.isConsumed(job("a"))).isTrue();
        assertThat(ledger.isClaimed(job("a"))).isFalse();
    }
}
