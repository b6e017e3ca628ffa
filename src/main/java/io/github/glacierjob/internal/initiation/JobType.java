package io.github.glacierjob.internal.initiation;

import io.github.glacierjob.internal.text.Rejection;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.glacier.model.ActionCode;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.JobParameters;

/**
 * The types of jobs, with their names in requests and in descriptions, and the parameters that apply to each. Source:
 * InitiateJob, {@code Type} and the fields beside it.
 */
enum JobType {
    ARCHIVE_RETRIEVAL(
            "archive-retrieval",
            ActionCode.ARCHIVE_RETRIEVAL,
            Set.of("Type", "ArchiveId", "Description", "SNSTopic", "RetrievalByteRange", "Tier"),
            Set.of("ArchiveId")),
    INVENTORY_RETRIEVAL(
            "inventory-retrieval",
            ActionCode.INVENTORY_RETRIEVAL,
            Set.of("Type", "Description", "SNSTopic", "Format", "InventoryRetrievalParameters"),
            Set.of()),
    SELECT(
            "select",
            ActionCode.SELECT,
            Set.of(
                    "Type",
                    "ArchiveId",
                    "Description",
                    "SNSTopic",
                    "RetrievalByteRange",
                    "Tier",
                    "SelectParameters",
                    "OutputLocation"),
            Set.of("ArchiveId", "SelectParameters", "OutputLocation"));

    private final String text;
    private final ActionCode action;
    private final Set<String> parameters;
    private final Set<String> required;

    JobType(String text, ActionCode action, Set<String> parameters, Set<String> required) {
        this.text = text;
        this.action = action;
        this.parameters = parameters;
        this.required = required;
    }

    static JobType of(String name, Object text) {
        return Arrays.stream(values())
                .filter(type -> type.text.equals(text))
                .findFirst()
                .orElseThrow(() -> Rejection.of(
                        name,
                        text,
                        "must be "
                                + Arrays.stream(values()).map(JobType::toString).collect(Collectors.joining(", "))));
    }

    /** Whether a member of JobParameters, or a member of such a member after a dot, applies to this kind of job. */
    boolean takes(String path) {
        return parameters.contains(path.split("\\.", 2)[0]);
    }

    boolean isOf(JobParameters asked) {
        return text.equals(asked.type());
    }

    boolean isOf(GlacierJobDescription job) {
        return action == job.action();
    }

    ActionCode action() {
        return action;
    }

    Set<String> required() {
        return required;
    }

    @Override
    public String toString() {
        return text;
    }
}
