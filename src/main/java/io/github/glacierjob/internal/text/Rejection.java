package io.github.glacierjob.internal.text;

/** How bad input is refused everywhere: the field, the value and the rule, before any request. */
public final class Rejection {

    private static final int SHOWN = 200;

    private Rejection() {}

    /**
     * The exception to be thrown.
     *
     * @param value what it was; null for one that is not set; control characters are shown as such, long values are cut
     */
    public static IllegalArgumentException of(String field, Object value, String rule) {
        return new IllegalArgumentException(
                field + ": " + (value == null ? "is not set; it" : shown(value)) + " " + rule);
    }

    /** Throws {@link #of} if the condition does not hold. */
    public static void unless(boolean valid, String field, Object value, String rule) {
        if (!valid) {
            throw of(field, value, rule);
        }
    }

    private static String shown(Object value) {
        String text = printable(value.toString());
        return "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + "'";
    }

    /** Remote or user text, safe for a log line or a message: every character outside 0x20-0x7E is an escape. Null stays null. */
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
