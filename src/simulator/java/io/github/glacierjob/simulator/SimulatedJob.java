package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.job.Job;
import java.time.Instant;

/**
 * What a simulator knows of a job at one moment.
 *
 * @param archiveId the archive that it retrieves; null for an inventory
 * @param statusCode {@code InProgress}, {@code Succeeded} or {@code Failed}
 * @param completed whether it has ended, in one way or the other
 * @param treeHash of the retrieved range, as the service shows it; null for inventories and unaligned ranges
 * @param outputSize of the retrieved range or the inventory; 0 for an inventory in progress
 * @param created when it was initiated
 * @param content the output's bytes; null unless it succeeded
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
