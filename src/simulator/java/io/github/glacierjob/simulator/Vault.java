package io.github.glacierjob.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A vault and all that is in it. Guarded by the {@link World} it belongs to. */
final class Vault {
    /** What the service adds to the size of each archive when it reports the size of a vault. */
    private static final long OVERHEAD = 32 * 1024L;

    final String name;
    final String arn;
    final Instant created;
    final Map<String, Archive> archives = new LinkedHashMap<>();
    final NavigableMap<Long, Job> jobs = new TreeMap<>();
    final Map<String, Job> jobsById = new LinkedHashMap<>();
    final Map<String, MultipartUpload> uploads = new LinkedHashMap<>();
    final Map<String, String> tags = new TreeMap<>();
    ObjectNode notifications;
    String accessPolicy;

    /** When the present inventory was taken; null as long as there is none. */
    Instant inventoried;

    Vault(String name, String arn, Instant created) {
        this.name = name;
        this.arn = arn;
        this.created = created;
    }

    /** The size as of the last inventory; without one the vault counts as empty. */
    long size() {
        return inventoried == null
                ? 0
                : archives.values().stream()
                        .mapToLong(archive -> archive.content().size() + OVERHEAD)
                        .sum();
    }

    ObjectNode describe() {
        return Json.object()
                .put("CreationDate", Json.millis(created))
                .put("LastInventoryDate", Json.millis(inventoried))
                .put("NumberOfArchives", inventoried == null ? 0 : archives.size())
                .put("SizeInBytes", size())
                .put("VaultARN", arn)
                .put("VaultName", name);
    }

    void add(Job job) {
        jobs.put(job.sequence, job);
        jobsById.put(job.id, job);
    }

    void forget(Job job) {
        jobs.remove(job.sequence);
        jobsById.remove(job.id);
    }
}
