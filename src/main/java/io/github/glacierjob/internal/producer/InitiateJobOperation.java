package io.github.glacierjob.internal.producer;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.event.GlacierJobEvent.Subject;
import io.github.glacierjob.internal.initiation.JobDraft;
import io.github.glacierjob.internal.initiation.JobOrder;
import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.internal.message.AnswerHeaders;
import io.github.glacierjob.internal.message.OrderWitness;
import io.github.glacierjob.internal.message.OrderWitness.Fate;
import io.github.glacierjob.internal.service.JobMention;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.JobMayExistException;
import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.options.GlacierJobOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.JobParameters;

/**
 * Initiates a job, once. Takes each parameter from the body, otherwise from its header, otherwise from its option. From a
 * body that is an answer it takes only the archive's id.
 */
public record InitiateJobOperation(OpenVault<GlacierJobOptions> vault) implements Processor {

    private static final String ARCHIVE_ID = "ArchiveId";

    /** The header and the option of a job's parameter; {@code path} is its place in the body. */
    private record Parameter(
            String path, String header, String option, Function<GlacierJobOptions, String> optionValue) {}

    private static final List<Parameter> PARAMETERS = List.of(
            new Parameter("Type", GlacierJobConstants.TYPE, "jobType", GlacierJobOptions::getJobType),
            new Parameter(ARCHIVE_ID, GlacierJobConstants.ARCHIVE_ID, "archiveId", GlacierJobOptions::getArchiveId),
            new Parameter(
                    "Description", GlacierJobConstants.DESCRIPTION, "description", GlacierJobOptions::getDescription),
            new Parameter("SNSTopic", GlacierJobConstants.SNS_TOPIC, "snsTopic", GlacierJobOptions::getSnsTopic),
            new Parameter(
                    "RetrievalByteRange",
                    GlacierJobConstants.RETRIEVAL_BYTE_RANGE,
                    "retrievalByteRange",
                    GlacierJobOptions::getRetrievalByteRange),
            new Parameter("Tier", GlacierJobConstants.TIER, "tier", GlacierJobOptions::getTier),
            new Parameter("Format", GlacierJobConstants.FORMAT, "format", GlacierJobOptions::getFormat),
            new Parameter(
                    "InventoryRetrievalParameters.StartDate",
                    GlacierJobConstants.INVENTORY_START_DATE,
                    "inventoryStartDate",
                    GlacierJobOptions::getInventoryStartDate),
            new Parameter(
                    "InventoryRetrievalParameters.EndDate",
                    GlacierJobConstants.INVENTORY_END_DATE,
                    "inventoryEndDate",
                    GlacierJobOptions::getInventoryEndDate),
            new Parameter(
                    "InventoryRetrievalParameters.Limit",
                    GlacierJobConstants.INVENTORY_LIMIT,
                    "inventoryLimit",
                    GlacierJobOptions::getInventoryLimit),
            new Parameter(
                    "InventoryRetrievalParameters.Marker",
                    GlacierJobConstants.INVENTORY_MARKER,
                    "inventoryMarker",
                    GlacierJobOptions::getInventoryMarker),
            new Parameter("SelectParameters", GlacierJobConstants.SELECT_PARAMETERS, null, options -> null),
            new Parameter("OutputLocation", GlacierJobConstants.OUTPUT_LOCATION, null, options -> null));

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        GlacierJobOptions options = vault.options();
        JobOrder order = new JobOrder(
                request(message),
                Tier.list("tierFallback", options.getTierFallback()),
                options.isReuseExistingJob()
                        ? Optional.of(Duration.ofMillis(options.getReuseMinLife()))
                        : Optional.empty());
        JobOrder.Result job = initiated(message, order);
        if (!job.reused()) {
            JobParameters parameters = order.request().jobParameters();
            vault.figures()
                    .signal(
                            Kind.ORDERED,
                            new Subject(job.answer().jobId(), parameters.archiveId(), parameters.tier(), 0, -1));
        }
        message.setBody(job.answer());
        AnswerHeaders.write(message, job);
    }

    private JobOrder.Result initiated(Message message, JobOrder order) {
        Exchange exchange = message.getExchange();
        try {
            JobOrder.Result job = vault.initiator().initiate(order, new ExchangeHistory(exchange, order));
            OrderWitness.say(exchange, job.reused() ? Fate.REUSED : Fate.PLACED);
            return job;
        } catch (JobMayExistException e) {
            OrderWitness.say(exchange, Fate.MAY_EXIST);
            throw e;
        }
    }

    private InitiateJobRequest request(Message message) {
        MessageBody body = MessageBody.asked(message);
        InitiateJobRequest given = body.request(InitiateJobRequest.class, ServiceJson.INITIATE)
                .orElseGet(() -> InitiateJobRequest.builder().build());
        RequestValues values = new RequestValues(vault, message);
        Optional<JobMention> mention = body.mention();
        JobParameters parameters = checked(draft(asked(body, given), mention, values), body.content());
        VaultAddress vault = mention.filter(job -> job.archiveId().equals(Optional.ofNullable(parameters.archiveId())))
                .map(job -> values.vaultOf(job, null))
                .orElseGet(() -> values.vaultOf(given, null));
        return given.toBuilder()
                .accountId(vault.accountId())
                .vaultName(vault.name())
                .jobParameters(parameters)
                .build();
    }

    private static JobParameters asked(MessageBody body, InitiateJobRequest given) {
        if (body.content() instanceof JobParameters parameters) {
            return parameters;
        }
        boolean whole = given.jobParameters() != null || given.vaultName() != null || given.accountId() != null;
        if (body.content() instanceof Map<?, ?> map && !whole && body.mention().isEmpty()) {
            return map.containsKey("jobParameters")
                    ? ServiceJson.INITIATE.fromMap(map).jobParameters()
                    : ServiceJson.PARAMETERS.fromMap(map);
        }
        return given.jobParameters() == null ? JobParameters.builder().build() : given.jobParameters();
    }

    private static JobDraft draft(JobParameters asked, Optional<JobMention> mention, RequestValues values) {
        JobDraft draft = new JobDraft(asked);
        draft.offer(
                ARCHIVE_ID,
                "body: ArchiveId",
                mention.flatMap(JobMention::archiveId).orElse(null));
        for (Parameter parameter : PARAMETERS) {
            draft.offer(
                    parameter.path(), parameter.header(), RequestValues.header(values.message(), parameter.header()));
            if (parameter.option() != null && draft.lacks(parameter.path())) {
                String value = parameter.optionValue().apply(values.options());
                draft.offer(
                        parameter.path(),
                        parameter.option(),
                        value == null || value.isEmpty() ? null : values.evaluated(parameter.option(), value));
            }
        }
        return draft;
    }

    /**
     * Checks the parameters. A text body is not read; if it looks like an archive id and no id is given, the message says
     * where to put it.
     */
    private static JobParameters checked(JobDraft draft, Object body) {
        try {
            return draft.checked();
        } catch (IllegalArgumentException e) {
            if (draft.lacks(ARCHIVE_ID)
                    && body instanceof CharSequence text
                    && JobIds.isId(text.toString().trim())) {
                throw new IllegalArgumentException(
                        e.getMessage() + "; the body is text and is not read: if it is the id of an archive, put it"
                                + " into the header " + GlacierJobConstants.ARCHIVE_ID
                                + " or into the body as {\"ArchiveId\": \"...\"}",
                        e);
            }
            throw e;
        }
    }
}
