package io.github.glacierjob.job;

import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;

/**
 * What became of an order.
 *
 * @param answer the service's answer, or what it would have been
 * @param reused whether the job was there before the order
 */
public record InitiatedJob(InitiateJobResponse answer, boolean reused) {

    static InitiatedJob listed(GlacierJobDescription job, boolean reused) {
        VaultAddress vault = VaultAddress.parse(job.vaultARN(), null);
        return new InitiatedJob(
                InitiateJobResponse.builder()
                        .jobId(job.jobId())
                        .location("/" + vault.accountId() + "/vaults/" + vault.name() + "/jobs/" + job.jobId())
                        .jobOutputPath(job.jobOutputPath())
                        .build(),
                reused);
    }
}
