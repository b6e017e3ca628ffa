package io.github.glacierjob.internal.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobConfiguration;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.testkit.TextRepository;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** Tests what is stored about waiting outputs in a repository that two nodes share. */
class BegunOutputsTest {

    private static final String VAULT = "arn:aws:glacier:us-east-1:111122223333:vaults/photos";

    private final TextRepository repository = new TextRepository();
    private final BegunOutputs own = new BegunOutputs(ledger());
    private final BegunOutputs others = new BegunOutputs(ledger());

    private JobLedger ledger() {
        GlacierJobConfiguration options = new GlacierJobConfiguration();
        options.setProgressRepository(repository);
        return new JobLedger(options);
    }

    private static List<CompletedJob> jobs(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(id -> new CompletedJob(GlacierJobDescription.builder()
                        .jobId("job" + id)
                        .vaultARN(VAULT)
                        .action("ArchiveRetrieval")
                        .archiveId("archive" + id)
                        .completed(true)
                        .statusCode("Succeeded")
                        .build()))
                .toList();
    }

    private static void register(BegunOutputs outputs, List<CompletedJob> jobs) {
        Map<String, CompletedJob> byKey = jobs.stream().collect(Collectors.toMap(CompletedJob::key, job -> job));
        outputs.register(List.copyOf(byKey.keySet()), byKey::get);
    }

    @Test
    void anOutputThatAnotherNodeHasFinishedIsNotKeptInMemory() {
        for (int day = 0; day < 30; day++) {
            List<CompletedJob> undelivered = jobs(day * 10, day * 10 + 10);
            register(own, undelivered);
            assertThat(own.registered()).hasSize(10);
            register(others, undelivered);
            undelivered.forEach(others::end);
        }
        register(own, List.of());

        assertThat(own.registered()).isEmpty();
        assertThat(own.allBut(Set.of(), VAULT)).isEmpty();
        assertThat(repository.begun()).isZero();
    }

    @Test
    void anOutputThatReappearsAfterAnEmptyListingIsRegisteredOnce() {
        register(own, jobs(0, 3));
        register(own, List.of());
        assertThat(repository.begun()).as("one listing proves nothing").isEqualTo(4);

        register(own, jobs(0, 3));

        assertThat(own.allBut(Set.of(), VAULT)).hasSize(3);
        assertThat(own.registered()).hasSize(3);
    }
}
