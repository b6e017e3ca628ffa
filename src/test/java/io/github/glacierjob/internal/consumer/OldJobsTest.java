package io.github.glacierjob.internal.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.job.CompletedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** The age of a job decides when it is forgotten, and not its absence from a list. */
class OldJobsTest {

    private static final Instant COMPLETED = Instant.parse("2026-01-01T00:00:00Z");
    private static final CompletedJob JOB = new CompletedJob(GlacierJobDescription.builder()
            .jobId("a")
            .vaultARN("arn:vault")
            .completed(true)
            .completionDate(COMPLETED.toString())
            .build());
    private static final Set<String> KEYS = Set.of(JOB.key());

    private final OldJobs jobs = new OldJobs();

    private static Instant after(int hours) {
        return COMPLETED.plus(Duration.ofHours(hours));
    }

    private Set<String> among(List<CompletedJob> listed, Instant now) {
        return among(KEYS, listed, now);
    }

    private Set<String> among(Set<String> remembered, List<CompletedJob> listed, Instant now) {
        OldJobs.Listing listing = jobs.begin(remembered, now);
        listed.forEach(listing::shows);
        return listing.old();
    }

    @Test
    void aJobThatIsMissingInAListingIsNotForgotten() {
        among(List.of(JOB), after(1));

        assertThat(among(List.of(), after(1))).isEmpty();
        assertThat(among(List.of(), after(47))).isEmpty();
    }

    @Test
    void aJobIsForgotten48HoursAfterItsCompletion() {
        among(List.of(JOB), after(1));

        assertThat(among(List.of(), after(48))).isEqualTo(KEYS);
    }

    @Test
    void aJobThatIsStillListedIsNotForgotten() {
        assertThat(among(List.of(JOB), after(100))).isEmpty();
    }

    /** A consumer with its own repositories lists the jobs of a vault for years, and keeps none of them in memory. */
    @Test
    void jobsWithoutStoredStateAreNotKeptInMemory() {
        for (int i = 0; i < 10; i++) {
            CompletedJob other = new CompletedJob(
                    JOB.details().toBuilder().jobId("other" + i).build());
            among(KEYS, List.of(JOB, other), after(i));
            assertThat(jobs.size()).isEqualTo(1);
        }
        among(Set.of(), List.of(JOB), after(11));
        assertThat(jobs.size()).isZero();
    }

    /** As after a stop and a start of the route in the same application. */
    @Test
    void aJobThatWasNeverListedIsForgotten48HoursAfterItWasSeen() {
        assertThat(among(List.of(), after(100))).isEmpty();
        assertThat(among(List.of(), after(147))).isEmpty();

        assertThat(among(List.of(), after(148))).isEqualTo(KEYS);
    }
}
