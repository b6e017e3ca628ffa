package io.github.glacierjob.internal.text;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Creates the exceptions for bad input, with the field, the value and the rule. Input is refused before any request. */
public final class Rejection {

    private static final int SHOWN = 200;

    /** The source of the user's texts for the checks of this thread. */
    private static final ThreadLocal<Function<String, Optional<Written>>> WRITTEN = new ThreadLocal<>();

    private Rejection() {}

    /** A field as the user wrote it: its name and its text. */
    public record Written(String name, Object text) {}

    /** Runs checks whose messages quote fields and values as the user wrote them. */
    public static <T> T asWritten(Function<String, Optional<Written>> written, Supplier<T> checks) {
        Function<String, Optional<Written>> before = WRITTEN.get();
        WRITTEN.set(written);
        try {
            return checks.get();
        } finally {
            WRITTEN.set(before);
        }
    }

    /**
     * Creates the exception.
     *
     * @param value the bad value, null if it is not set; control characters are escaped, long values are cut
     */
    public static IllegalArgumentException of(String field, Object value, String rule) {
        Function<String, Optional<Written>> written = WRITTEN.get();
        Written shown = Optional.ofNullable(written)
                .flatMap(known -> known.apply(field))
                .orElseGet(() -> new Written(field, value));
        return new IllegalArgumentException(
                shown.name() + ": " + (value == null ? "is not set; it" : shown(shown.text())) + " " + rule);
    }

    /** Creates the exception with the failure that showed that the value is bad. */
    public static IllegalArgumentException of(String field, Object value, String rule, Throwable cause) {
        return (IllegalArgumentException) of(field, value, rule).initCause(cause);
    }

    /** Throws {@link #of} if a number is less than the least. */
    public static void ifBelow(long least, String field, long value, String rule) {
        unless(value >= least, field, value, rule);
    }

    /** Throws {@link #of} if the condition does not hold. */
    public static void unless(boolean valid, String field, Object value, String rule) {
        if (!valid) {
            throw of(field, value, rule);
        }
    }

    /** The text of a member of a JSON document; empty for null. Refuses other types. */
    public static Optional<String> text(String member, Object value) {
        unless(value == null || value instanceof CharSequence, member, value, "must be text");
        return Optional.ofNullable(value).map(Object::toString);
    }

    /** A value in quotes; control characters are escaped, long values are cut. */
    public static String shown(Object value) {
        String text = printable(value.toString());
        return "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + "'";
    }

    /**
     * Makes remote or user text safe for a log line or a message: escapes every character outside 0x20-0x7E. Null stays
     * null.
     */
    public static String printable(String text) {
        if (text == null) {
            return null;
        }
        StringBuilder safe = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (c >= 0x20 && c <= 0x7E) {
                safe.append((char) c);
            } else {
                safe.append(String.format("\\u%04x", c));
            }
        });
        return safe.toString();
    }
}
