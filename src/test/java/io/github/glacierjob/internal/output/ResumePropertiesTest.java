package io.github.glacierjob.internal.output;

import static io.github.glacierjob.testkit.Outputs.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.testkit.Outputs;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/** With any interruptions and stops, an output arrives completely, each byte once. */
class ResumePropertiesTest {

    private static final Outputs OUTPUTS = new Outputs();

    @AfterContainer
    static void close() {
        OUTPUTS.close();
    }

    private static Fault fault(int kind) {
        long place = Math.abs(kind * 7919L) % (MIB + 1);
        return switch (kind % 8) {
            case 0 -> Fault.resetBody(place);
            case 1 -> Fault.earlyEnd(place);
            case 2 -> Fault.corruptBody(place % MIB);
            case 3 -> Fault.wrongChecksum();
            case 4 -> Fault.resetBeforeAnswer();
            case 5 -> Fault.serviceUnavailable();
            case 6 -> Fault.ignoreRange();
            default -> Fault.wrongContentRange();
        };
    }

    /** Each step reads some chunks of its own size and stores its progress as a line; the model is the content. */
    @Property(tries = 15)
    void anOutputIsCompleteAfterAnySequenceOfInterruptionsAndStops(
            @ForAll @IntRange(min = 1, max = 4 * MIB) int size,
            @ForAll @Size(max = 6) List<@IntRange(max = 1000) Integer> faults,
            @ForAll @Size(max = 4) List<@IntRange(max = 3) Integer> stays) {
        Content content = Content.seeded(size, size);
        CompletedJob job = OUTPUTS.described(OUTPUTS.job(content));
        faults.forEach(kind ->
                OUTPUTS.simulator.inject(fault(kind).on(io.github.glacierjob.simulator.Operation.GET_JOB_OUTPUT)));
        ByteArrayOutputStream came = new ByteArrayOutputStream();
        String line = null;
        for (int chunks : stays) {
            line = stay(job, line, chunks, came);
        }
        stay(job, line, Integer.MAX_VALUE, came);
        OUTPUTS.simulator.clearFaults();

        assertThat(came.toByteArray()).isEqualTo(content.expected(0, size));
    }

    private static String stay(CompletedJob job, String line, int chunks, ByteArrayOutputStream came) {
        Optional<Progress> from = Progress.decode(line);
        if (from.filter(Progress::isDone).isPresent()) {
            return line;
        }
        String reached = line;
        try (OutputDownload download = OUTPUTS.output(job, 1 + chunks % 4).download(from)) {
            for (int i = 0; i < chunks && download.hasNext(); i++) {
                came.writeBytes(download.next().bytes());
                reached = download.progress().encode();
            }
        }
        return reached;
    }
}
