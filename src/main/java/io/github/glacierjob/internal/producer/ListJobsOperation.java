package io.github.glacierjob.internal.producer;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.message.AnswerHeaders;
import io.github.glacierjob.internal.service.JobQuery;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.JobList;
import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.options.GlacierJobOptions;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import software.amazon.awssdk.services.glacier.model.ListJobsRequest;

/**
 * Lists a vault's jobs: one page if a limit or a marker is given, otherwise all pages, which are fetched while they are
 * read.
 */
public record ListJobsOperation(OpenVault<GlacierJobOptions> vault) implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        ListJobsRequest given = MessageBody.offered(message)
                .request(ListJobsRequest.class, ServiceJson.LIST)
                .orElseGet(() -> ListJobsRequest.builder().build());
        RequestValues values = new RequestValues(vault, message);
        JobQuery query = query(given, values);
        VaultAddress address = values.vaultOf(given, null);
        JobList jobs = vault.jobs().list(query.in(address, given));
        message.setBody(jobs);
        AnswerHeaders.put(message, GlacierJobConstants.NEXT_MARKER, query.isOnePage() ? jobs.nextMarker() : null);
    }

    private static JobQuery query(ListJobsRequest given, RequestValues values) {
        GlacierJobOptions options = values.options();
        Optional<RequestValues.Named> status = given("statuscode", given.statuscode())
                .or(() -> values.value(
                        GlacierJobConstants.FILTER_STATUS_CODE, "filterStatusCode", options.getFilterStatusCode()));
        Optional<RequestValues.Named> completed = given("completed", given.completed())
                .or(() -> values.value(
                        GlacierJobConstants.FILTER_COMPLETED, "filterCompleted", options.getFilterCompleted()));
        Optional<RequestValues.Named> limit = given("limit", given.limit())
                .or(() -> values.value(GlacierJobConstants.LIMIT, "limit", options.getLimit()));
        Optional<RequestValues.Named> marker = given("marker", given.marker())
                .or(() -> values.value(GlacierJobConstants.MARKER, "marker", options.getMarker()));
        Map<String, Optional<RequestValues.Named>> written =
                Map.of("filterStatusCode", status, "limit", limit, "marker", marker);
        return Rejection.asWritten(
                field -> written.getOrDefault(field, Optional.empty())
                        .map(named -> new Rejection.Written(named.name(), named.value())),
                () -> new JobQuery(
                        status.map(RequestValues.Named::text).orElse(null),
                        completed.map(RequestValues.Named::truth).orElse(null),
                        limit.map(RequestValues.Named::number).orElse(null),
                        marker.map(RequestValues.Named::text).orElse(null)));
    }

    private static Optional<RequestValues.Named> given(String member, String value) {
        return Optional.ofNullable(value).map(own -> new RequestValues.Named(member, own));
    }
}
