package io.github.glacierjob.internal.vault;

import io.github.glacierjob.internal.text.Rejection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the options of a component or an endpoint as the user wrote them, so that a message quotes {@code 3MiB} and not
 * {@code 3145728}. Thread-safe.
 */
public final class GivenTexts {

    private final Map<String, String> texts = new ConcurrentHashMap<>();

    /** Creates the texts of an endpoint: the parameters of its URI, and the component's texts for all other options. */
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

    /** Runs a check of options; its messages quote values as the user wrote them. */
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
