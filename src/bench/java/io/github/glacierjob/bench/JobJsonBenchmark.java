package io.github.glacierjob.bench;

import io.github.glacierjob.internal.service.JobMention;
import io.github.glacierjob.internal.service.ServiceJson;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** Measures a job as JSON: the conversions of a body, and a notification in its envelope. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class JobJsonBenchmark {

    private final GlacierJobDescription job = GlacierJobDescription.builder()
            .vaultARN("arn:aws:glacier:us-east-1:111122223333:vaults/photos")
            .jobId("j".repeat(92))
            .archiveId("a".repeat(138))
            .action("ArchiveRetrieval")
            .statusCode("Succeeded")
            .completed(true)
            .creationDate("2026-01-01T00:00:00.000Z")
            .completionDate("2026-01-01T04:00:00.000Z")
            .archiveSizeInBytes(40_000_000_000_000L)
            .archiveSHA256TreeHash("0123456789abcdef".repeat(4))
            .sha256TreeHash("0123456789abcdef".repeat(4))
            .tier("Bulk")
            .build();
    private final String text = ServiceJson.JOB.toText(job);
    private final String envelope = ServiceJson.text(Map.of(
            "Type", "Notification", "TopicArn", "arn:aws:sns:us-east-1:111122223333:retrievals", "Message", text));

    /** Converts a description to text. */
    @Benchmark
    public String jobToText() {
        return ServiceJson.JOB.toText(job);
    }

    /** Converts a description from text. */
    @Benchmark
    public GlacierJobDescription jobFromText() {
        return ServiceJson.JOB.fromText(text);
    }

    /** Finds the job in a message from a queue. */
    @Benchmark
    public Optional<JobMention> notification() {
        return JobMention.in(ServiceJson.parse("body", envelope));
    }
}
