package io.github.glacierjob.simulator.protocol;

/** Checks descriptions: at most 1,024 characters between 0x20 and 0x7E. */
public final class Texts {
    private static final int LIMIT = 1024;

    private Texts() {}

    /** Returns the text unchanged; 400 if it breaks the rule. */
    public static String description(String text) {
        if (text.length() > LIMIT || !text.chars().allMatch(c -> c >= 0x20 && c <= 0x7E)) {
            throw GlacierError.invalid(
                    "Invalid description: it must be at most " + LIMIT + " printable ASCII characters");
        }
        return text;
    }
}
