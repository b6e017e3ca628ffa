package io.github.glacierjob.internal.initiation;

import io.github.glacierjob.internal.service.ServiceJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.glacier.model.JobParameters;

/**
 * Collects the parameters of a job from several places, the most important first. Parameters of the request itself are
 * kept and must be right. Offered parameters fill the gaps, and are ignored if they do not apply to the type of the job.
 * Not thread-safe.
 */
public final class JobDraft {

    private static final String TYPE = "Type";

    private final Map<String, Object> tree;
    private final List<Offer> offers = new ArrayList<>();
    private final Map<String, String> usedNames = new HashMap<>();
    private final Map<String, String> possibleNames = new HashMap<>();

    private record Offer(String path, String name, Object value) {}

    /** Begins with the parameters of the request. All are kept, so a parameter that does not apply is an error. */
    public JobDraft(JobParameters asked) {
        tree = ServiceJson.PARAMETERS.toMap(asked);
    }

    /**
     * Offers a value of the next place.
     *
     * @param path  the member of JobParameters, such as {@code InventoryRetrievalParameters.Limit}
     * @param name  the user's name for it at that place, for messages
     * @param value text; for {@code SelectParameters} and {@code OutputLocation} also JSON, a map or the SDK's type;
     *              null if that place has none
     */
    public JobDraft offer(String path, String name, Object value) {
        possibleNames.merge(path, name, (first, next) -> first + ", " + next);
        if (value != null) {
            offers.add(new Offer(path, name, value));
        }
        return this;
    }

    /** Whether no place has a value for this member. */
    public boolean lacks(String path) {
        return !tree.containsKey(path)
                && offers.stream().noneMatch(offer -> offer.path().equals(path));
    }

    /** Chooses the values, and refuses values that break a rule which can be checked before the request. */
    public JobParameters checked() {
        offers.stream().filter(offer -> offer.path().equals(TYPE)).forEach(this::take);
        JobType type = JobType.of(nameOf(TYPE), tree.get(TYPE));
        offers.stream().filter(offer -> type.takes(offer.path())).forEach(this::take);
        inUtc("StartDate");
        inUtc("EndDate");
        JobParameters chosen = ServiceJson.PARAMETERS.fromMap(tree);
        new JobRules(type, this::nameOf).check(ServiceJson.PARAMETERS.toMap(chosen));
        return chosen;
    }

    @SuppressWarnings("unchecked")
    private void inUtc(String date) {
        if (tree.get("InventoryRetrievalParameters") instanceof Map<?, ?> filters) {
            ((Map<String, Object>) filters)
                    .computeIfPresent(date, (name, value) -> value instanceof String text ? UtcDate.of(text) : value);
        }
    }

    private String nameOf(String path) {
        boolean missing = !path.contains(".") && !tree.containsKey(path) && possibleNames.containsKey(path);
        return missing ? path + " (" + possibleNames.get(path) + ")" : usedNames.getOrDefault(path, path);
    }

    private void take(Offer offer) {
        int dot = offer.path().lastIndexOf('.');
        Map<String, Object> parent = dot < 0 ? tree : member(offer.path().substring(0, dot));
        if (parent.putIfAbsent(offer.path().substring(dot + 1), valueOf(offer)) == null) {
            usedNames.put(offer.path(), offer.name());
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> member(String name) {
        return (Map<String, Object>) tree.computeIfAbsent(name, absent -> new LinkedHashMap<>());
    }

    private static Object valueOf(Offer offer) {
        Object value = offer.value();
        if (value instanceof SdkPojo || value instanceof Map<?, ?>) {
            return value;
        }
        String text = value.toString();
        return text.startsWith("{") && offer.path().matches("SelectParameters|OutputLocation")
                ? ServiceJson.parse(offer.name(), text)
                : text;
    }
}
