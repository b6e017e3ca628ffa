package io.github.glacierjob.internal.vault;

import io.github.glacierjob.internal.text.Rejection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The options of a component or of an endpoint as the user wrote them, so that a message about a value quotes {@code 3MiB} and
 * not {@code 3145728}. Thread-safe.
 */
public final class GivenTexts {

    private final Map<String, String> texts = new ConcurrentHashMap<>();

    /** Those of an endpoint: the component's, and over them the parameters of its URI. */
    public GivenTexts with(Map<String, Object> parameters) {
        GivenTexts own = new GivenTexts();
        own.texts.putAll(texts);
        parameters.forEach((name, value) -> {
            if (value instanceof String text) {
                own.put(name, text);
            }
        });
        return own;
    }

    void put(String name, String text) {
        texts.put(name.toLowerCase(Locale.ROOT), text);
    }

    /** Runs a check of options; what it refuses is quoted as it was written. */
    public void check(Runnable rules) {
        Rejection.asWritten(this::written, () -> {
            rules.run();
            return null;
        });
    }

    private Optional<Rejection.Written> written(String option) {
        return Optional.ofNullable(texts.get(option.toLowerCase(Locale.ROOT)))
                .map(text -> new Rejection.Written(option, text));
    }
}
