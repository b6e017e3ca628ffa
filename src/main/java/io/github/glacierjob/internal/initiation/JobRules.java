package io.github.glacierjob.internal.initiation;

import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.text.Rejection;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.glacier.model.CannedACL;
import software.amazon.awssdk.services.glacier.model.EncryptionType;
import software.amazon.awssdk.services.glacier.model.ExpressionType;
import software.amazon.awssdk.services.glacier.model.FileHeaderInfo;
import software.amazon.awssdk.services.glacier.model.Permission;
import software.amazon.awssdk.services.glacier.model.QuoteFields;
import software.amazon.awssdk.services.glacier.model.StorageClass;
import software.amazon.awssdk.services.glacier.model.Type;

/**
 * Checks the parameters of a job before a request is sent. Refuses only values that are certainly wrong. For example the
 * end of a range is not checked, because it may be the archive's last byte and the archive's size is not known.
 *
 * <p>Source: InitiateJob, the fields of {@code jobParameters}.
 *
 * @param type  the kind of job
 * @param names gives the name that the user knows for the path of a member
 */
public record JobRules(JobType type, UnaryOperator<String> names) {

    private static final long MEGABYTE = 1024 * 1024;
    private static final Pattern TOPIC = Pattern.compile("arn:[a-z0-9-]+:sns:[a-z0-9-]+:\\d+:[^:\\s]+");
    private static final String GRANT = "OutputLocation.S3.AccessControlList";

    private record Rule(Predicate<String> passes, String words) {}

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("ArchiveId", new Rule(JobIds::isId, JobIds.RULE)),
            Map.entry("Description", pattern("[ -~]{0,1024}", "must be at most 1024 bytes of 0x20 to 0x7E")),
            Map.entry("SNSTopic", new Rule(TOPIC.asMatchPredicate(), "must be the ARN of an SNS topic")),
            Map.entry("Tier", oneOf(List.of(Tier.values()))),
            Map.entry("Format", oneOf(List.of("CSV", "JSON"))),
            Map.entry("InventoryRetrievalParameters.StartDate", date()),
            Map.entry("InventoryRetrievalParameters.EndDate", date()),
            Map.entry("InventoryRetrievalParameters.Limit", pattern("0*[1-9]\\d*", "must be an integer of 1 or more")),
            Map.entry("InventoryRetrievalParameters.Marker", pattern("(?s).+", "must not be empty")),
            Map.entry("SelectParameters.InputSerialization.csv.FileHeaderInfo", oneOf(FileHeaderInfo.knownValues())),
            Map.entry("SelectParameters.OutputSerialization.csv.QuoteFields", oneOf(QuoteFields.knownValues())),
            Map.entry("SelectParameters.ExpressionType", oneOf(ExpressionType.knownValues())),
            Map.entry("OutputLocation.S3.Encryption.EncryptionType", oneOf(EncryptionType.knownValues())),
            Map.entry("OutputLocation.S3.CannedACL", oneOf(CannedACL.knownValues())),
            Map.entry("OutputLocation.S3.StorageClass", oneOf(StorageClass.knownValues())),
            Map.entry(GRANT + ".Permission", oneOf(Permission.knownValues())),
            Map.entry(GRANT + ".Grantee.Type", oneOf(Type.knownValues())));

    private static Rule pattern(String regex, String words) {
        return new Rule(Pattern.compile(regex).asMatchPredicate(), words);
    }

    private static Rule oneOf(Iterable<?> values) {
        Map<String, Boolean> texts = new LinkedHashMap<>();
        values.forEach(value -> texts.put(value.toString(), true));
        return new Rule(texts::containsKey, "must be " + String.join(", ", texts.keySet()));
    }

    private static Rule date() {
        return new Rule(
                UtcDate::isUtc,
                "must be a date in ISO 8601, such as 2013-03-20 or 2013-03-20T17:03:43Z, times with a zone");
    }

    /**
     * Refuses an option that sets a member of all jobs of an endpoint to a value that is valid in no job. Null and empty
     * text count as not set.
     */
    public static void checkOption(String option, String member, String value) {
        Rule rule = RULES.get(member);
        Rejection.unless(value == null || value.isEmpty() || rule.passes().test(value), option, value, rule.words());
    }

    /** Refuses the first of the members of JobParameters that breaks a rule. */
    void check(Map<String, Object> parameters) {
        parameters.forEach((member, value) -> {
            Rejection.unless(type.takes(member), names.apply(member), value, "does not apply to a job of type " + type);
        });
        type.required().stream()
                .sorted()
                .forEach(member -> Rejection.unless(
                        parameters.get(member) != null,
                        names.apply(member),
                        null,
                        "is required by a job of type " + type));
        walk(parameters, "", "");
        checkRange((String) parameters.get("RetrievalByteRange"));
        checkDates((Map<?, ?>) parameters.get("InventoryRetrievalParameters"));
    }

    private void walk(Object value, String path, String shown) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> walk(member, join(path, name), join(shown, name)));
            boolean grantee = path.equals(GRANT + ".Grantee");
            Rejection.unless(!grantee || map.containsKey("Type"), shown + ".Type", null, "is required by a grantee");
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                walk(list.get(i), path, shown + "[" + i + "]");
            }
        } else {
            Rule rule = RULES.get(path);
            if (rule != null && !rule.passes().test((String) value)) {
                throw Rejection.of(names.apply(shown), value, rule.words());
            }
        }
    }

    private static String join(String path, Object name) {
        return path.isEmpty() ? name.toString() : path + "." + name;
    }

    private void checkRange(String range) {
        if (range == null) {
            return;
        }
        String name = names.apply("RetrievalByteRange");
        ByteRange bounds = ByteRange.of(range)
                .filter(given -> given.length() > 0)
                .orElseThrow(() -> Rejection.of(name, range, "must be 'start-end' with end >= start"));
        Rejection.unless(
                bounds.start() % MEGABYTE == 0, name, range, "must start at a multiple of 1 MiB (1048576 bytes)");
    }

    private void checkDates(Map<?, ?> inventory) {
        if (inventory == null || inventory.get("StartDate") == null || inventory.get("EndDate") == null) {
            return;
        }
        OffsetDateTime start = OffsetDateTime.parse((String) inventory.get("StartDate"));
        Rejection.unless(
                start.isBefore(OffsetDateTime.parse((String) inventory.get("EndDate"))),
                names.apply("InventoryRetrievalParameters.EndDate"),
                inventory.get("EndDate"),
                "must be after the start date " + inventory.get("StartDate"));
    }
}
