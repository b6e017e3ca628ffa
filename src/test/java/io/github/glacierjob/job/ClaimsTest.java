package io.github.glacierjob.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

class ClaimsTest {

    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final Claims.Registry registry = new Claims.Registry() {
        @Override
        public boolean add(String key) {
            return keys.add(key);
        }

        @Override
        public void remove(String key) {
            keys.remove(key);
        }
    };
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
    void aJobIsOneNodesUntilItIsReleased() {
        Optional<Claims.Claim> claim = here.claim(job("a"));

        assertThat(claim).isPresent();
        assertThat(elsewhere.claim(job("a"))).isEmpty();
        assertThat(elsewhere.claim(job("b"))).isPresent();

        claim.orElseThrow().close();
        assertThat(elsewhere.claim(job("a"))).isPresent();
    }

    @Test
    void aClaimIsKeptUnderTheVaultAndTheJob() {
        here.claim(job("-a"));

        assertThat(keys).containsExactly("arn:vault/jobs/-a");
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
