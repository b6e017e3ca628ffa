package io.github.glacierjob.watching;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.event.GlacierJobEvent;
import io.github.glacierjob.internal.figures.Figures;
import io.github.glacierjob.internal.health.OutputPaces;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.testkit.Glacier;
import io.github.glacierjob.testkit.Onlooker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.ActionCode;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.StatusCode;

/**
 * 100 outputs, of which 30 will be late: each of the 30 is announced an hour before it expires, and none of the others
 * is announced.
 */
class LateOutputsAnnouncedTest {

    private static final long SIZE = 100L << 30;
    private static final Duration STEP = Duration.ofMinutes(1);

    private final ManualClock clock = new ManualClock();
    private final Glacier glacier = new Glacier();
    private final Onlooker onlooker = new Onlooker(glacier.context);
    private final Instant begun = clock.instant();

    @AfterEach
    void close() {
        onlooker.close();
        glacier.close();
    }

    /** An output that needs this share of the day in which it exists. */
    private record Output(CompletedJob job, double share) {

        boolean isLate() {
            return share > 1;
        }
    }

    private Output output(int number, double share) {
        return new Output(
                new CompletedJob(GlacierJobDescription.builder()
                        .jobId("job" + number)
                        .vaultARN("arn:aws:glacier:us-east-1:123456789012:vaults/photos")
                        .action(ActionCode.ARCHIVE_RETRIEVAL)
                        .statusCode(StatusCode.SUCCEEDED)
                        .completed(true)
                        .completionDate(begun.toString())
                        .archiveSizeInBytes(SIZE)
                        .build()),
                share);
    }

    /** The rate of each output changes by up to a tenth from minute to minute, and some outputs pause for a while. */
    private long received(Output output, Map<Integer, Double> noise) {
        long minutes = Duration.between(begun, clock.instant()).toMinutes();
        double even = minutes / (24.0 * 60 * output.share());
        double wobble =
                noise.computeIfAbsent((int) (minutes + output.share() * 1_000_000), key -> new Random(key).nextDouble())
                        * 0.001;
        return (long) (SIZE * Math.min(1, even * (1 - wobble)));
    }

    /** Outputs in time need 30% to 93% of a day, the others 105% to 500%. */
    private List<Output> outputs() {
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            outputs.add(output(i, i < 70 ? 0.3 + i * 0.009 : 1.05 + (i - 70) * 0.135));
        }
        return outputs;
    }

    private void letADayPass(List<Output> outputs) {
        String uri = glacier.uri("");
        Figures figures = new Figures(glacier.context.getEndpoint(uri), "photos", clock);
        figures.open(Executors.newSingleThreadExecutor());
        OutputPaces paces = new OutputPaces(clock);
        Map<Integer, Double> noise = new HashMap<>();
        outputs.forEach(output -> paces.begin(output.job(), SIZE, () -> received(output, noise)));
        for (Instant end = begun.plus(Duration.ofHours(24)); clock.instant().isBefore(end); clock.advance(STEP)) {
            paces.warn(figures);
            outputs.stream()
                    .filter(output -> received(output, noise) >= SIZE)
                    .forEach(output -> paces.end(output.job()));
        }
        figures.close();
    }

    @Test
    void allLateOutputsAndNoOthersAreAnnouncedAnHourBefore() {
        List<Output> outputs = outputs();
        letADayPass(outputs);

        Map<String, Instant> announced = new HashMap<>();
        onlooker.events(GlacierJobEvent.Kind.EXPIRING)
                .forEach(event -> assertThat(announced.put(event.getJobId(), event.getTime()))
                        .as("%s is announced once", event.getJobId())
                        .isNull());
        assertThat(announced.keySet())
                .containsExactlyInAnyOrderElementsOf(outputs.stream()
                        .filter(Output::isLate)
                        .map(output -> output.job().id())
                        .toList());
        assertThat(announced.values()).allSatisfy(time -> assertThat(time).isBefore(begun.plus(Duration.ofHours(23))));
    }
}
