package io.github.glacierjob.internal.producer;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.service.JobMention;
import io.github.glacierjob.job.VaultAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Message;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;

/**
 * The jobs of earlier answers in a message's headers: in the details and the location or, if neither is there because a
 * broker carries text only, in the vault's ARN and the id.
 */
record AnsweredJobs(Set<VaultAddress> vaults, Set<String> ids) {

    static AnsweredJobs in(Message message) {
        GlacierJobDescription details = message.getHeader(GlacierJobConstants.DETAILS, GlacierJobDescription.class);
        String location = message.getHeader(GlacierJobConstants.LOCATION, String.class);
        String initiated = location == null ? null : location.substring(location.lastIndexOf('/') + 1);
        String arn =
                details == null ? message.getHeader(GlacierJobConstants.VAULT_ARN, String.class) : details.vaultARN();
        Stream<Optional<VaultAddress>> vaults = Stream.of(
                VaultAddress.ofArn(arn),
                JobMention.of(InitiateJobResponse.builder().location(location).build())
                        .vault());
        String id = details == null && initiated == null
                ? message.getHeader(GlacierJobConstants.ID, String.class)
                : initiated;
        return new AnsweredJobs(
                vaults.flatMap(Optional::stream).collect(Collectors.toSet()),
                Stream.of(id, details == null ? null : details.jobId())
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
    }

    boolean areIn(String vault) {
        return vaults.stream().anyMatch(address -> address.name().equals(vault));
    }

    boolean areOf(String account) {
        return vaults.stream().anyMatch(address -> address.accountId().equals(account));
    }

    boolean have(String jobId) {
        return jobId != null && ids.contains(jobId);
    }
}
