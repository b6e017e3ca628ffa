package io.github.glacierjob.internal.text;

/** How bad input is refused everywhere: the field, the value and the rule, before any request. */
public final class Rejection {

    private static final int SHOWN = 200;

    private Rejection() {}

    /**
     * Makes the exception, to be thrown by the caller.
     *
     * @param value what it was; null and control characters are shown as such, long values are cut
     */
    public static IllegalArgumentException of(String field, Object value, String rule) {
        return new IllegalArgumentException(field + ": " + shown(value) + " " + rule);
    }

    private static String shown(Object value) {
        if (value == null) {
            return "(nothing)";
        }
        String text = printable(value.toString());
        return "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + "'";
    }

    /** Makes remote or user text safe for a log line or a message. */
    public static String printable(String text) {
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
