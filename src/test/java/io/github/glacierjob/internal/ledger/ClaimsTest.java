package io.github.glacierjob.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.job.CompletedJob;
import java.util.Optional;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

class ClaimsTest {

    private final IdempotentRepository registry = MemoryIdempotentRepository.memoryIdempotentRepository();
    private final Claims here = new Claims(registry);
    private final Claims elsewhere = new Claims(registry);

    private static CompletedJob job(String id) {
        return new CompletedJob(GlacierJobDescription.builder()
                .jobId(id)
                .vaultARN("arn:vault")
                .completed(true)
                .build());
    }

    @Test
    void aJobBelongsToOneNodeUntilItIsReleased() {
        Optional<Claims.Claim> claim = here.claim(job("a"));

        assertThat(claim).isPresent();
        assertThat(elsewhere.claim(job("a"))).isEmpty();
        assertThat(elsewhere.claim(job("b"))).isPresent();

        claim.orElseThrow().close();
        assertThat(elsewhere.claim(job("a"))).isPresent();
    }

    @Test
    void theKeyOfAClaimHasTheVaultAndTheJob() {
        here.claim(job("-a"));

        assertThat(registry.contains("arn:vault/jobs/-a")).isTrue();
    }

    @Test
    void aClaimReleasedTwiceDoesNotReleaseTheNextOne() {
        Claims.Claim first = here.claim(job("a")).orElseThrow();
        first.close();
        elsewhere.claim(job("a"));

        first.close();

        assertThat(here.claim(job("a"))).isEmpty();
    }
}
