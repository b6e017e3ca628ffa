package io.github.glacierjob.internal.text;

/** How bad input is refused everywhere: the field, the value and the rule, before any request. */
public final class Rejection {

    private static final int SHOWN = 200;

    private Rejection() {}

    /** What is thrown: its parts, so that whoever knows better how the user wrote it can say so. */
    public static final class Refusal extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        private final String field;
        private final transient Object value;
        private final String rule;

        private Refusal(String field, Object value, String rule) {
            super(field + ": " + (value == null ? "is not set; it" : shown(value)) + " " + rule);
            this.field = field;
            this.value = value;
            this.rule = rule;
        }

        public String field() {
            return field;
        }

        /** The same, of a value that is set, under the name and with the value that the user wrote. */
        public Refusal asWritten(String name, Object text) {
            Refusal written = new Refusal(name, value == null ? null : text, rule);
            written.setStackTrace(getStackTrace());
            return written;
        }
    }

    /**
     * The exception to be thrown.
     *
     * @param value what it was; null for one that is not set; control characters are shown as such, long values are cut
     */
    public static Refusal of(String field, Object value, String rule) {
        return new Refusal(field, value, rule);
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
