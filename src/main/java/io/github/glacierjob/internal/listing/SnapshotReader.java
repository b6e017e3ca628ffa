package io.github.glacierjob.internal.listing;

import io.github.glacierjob.internal.text.HttpDate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.glacier.model.ListJobsResponse;

/** Packs the jobs of one page after another. Used by one thread. */
final class SnapshotReader implements Consumer<ListJobsResponse>, AutoCloseable {

    private final JobPacker packer = new JobPacker();
    private final List<PackedJob> jobs = new ArrayList<>();
    private Optional<Instant> servedAt;

    @Override
    public void accept(ListJobsResponse page) {
        if (servedAt == null) {
            servedAt = HttpDate.in(
                    Optional.ofNullable(page.sdkHttpResponse()).flatMap(http -> http.firstMatchingHeader("Date")));
        }
        page.jobList().forEach(job -> jobs.add(packer.pack(job)));
    }

    /** The service's time when it sent the first page. */
    Optional<Instant> servedAt() {
        return servedAt;
    }

    List<PackedJob> jobs() {
        return jobs;
    }

    @Override
    public void close() {
        packer.close();
    }
}
