package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.job.Job;
import java.time.Instant;

/**
 * The state of a job in a simulator at one moment.
 *
 * @param archiveId the archive that it retrieves; null for an inventory
 * @param statusCode {@code InProgress}, {@code Succeeded} or {@code Failed}
 * @param completed whether the job has ended, with success or failure
 * @param treeHash the tree hash of the retrieved range, as the service shows it; null for inventories and unaligned
 *                 ranges
 * @param outputSize the size of the retrieved range or of the inventory; 0 for an inventory in progress
 * @param created the time of the initiation
 * @param content the output's bytes; null unless the job succeeded
 */
public record SimulatedJob(
        String id,
        String vault,
        String archiveId,
        String statusCode,
        boolean completed,
        String treeHash,
        long outputSize,
        Instant created,
        Content content) {

    static SimulatedJob of(Job job) {
        return new SimulatedJob(
                job.id(),
                job.vault().name(),
                job.archive() == null ? null : job.archive().id(),
                job.statusCode(),
                job.completed(),
                job.treeHash(),
                job.outputSize(),
                job.created(),
                job.output() == null ? null : new Content(job.output()));
    }
}
