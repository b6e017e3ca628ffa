package io.github.glacierjob.internal.initiation;

import io.github.glacierjob.internal.text.Rejection;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds of job, and which parameters apply to each. Source: InitiateJob, {@code Type} and its neighbours. */
enum JobType {
    ARCHIVE_RETRIEVAL(
            "archive-retrieval",
            Set.of("Type", "ArchiveId", "Description", "SNSTopic", "RetrievalByteRange", "Tier"),
            Set.of("ArchiveId")),
    INVENTORY_RETRIEVAL(
            "inventory-retrieval",
            Set.of("Type", "Description", "SNSTopic", "Format", "InventoryRetrievalParameters"),
            Set.of()),
    SELECT(
            "select",
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
    private final Set<String> parameters;
    private final Set<String> required;

    JobType(String text, Set<String> parameters, Set<String> required) {
        this.text = text;
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
                        (text == null ? "is given; it is required and " : "") + "must be "
                                + Arrays.stream(values()).map(JobType::toString).collect(Collectors.joining(", "))));
    }

    /**
     * Whether a parameter means something for this kind of job.
     *
     * @param path a member of JobParameters, or a member of such a member after a dot
     * @return true if it may be sent
     */
    boolean takes(String path) {
        return parameters.contains(path.split("\\.", 2)[0]);
    }

    Set<String> required() {
        return required;
    }

    @Override
    public String toString() {
        return text;
    }
}
