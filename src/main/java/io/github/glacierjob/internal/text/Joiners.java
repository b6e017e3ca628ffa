package io.github.glacierjob.internal.text;

import java.util.regex.Pattern;

/**
 * Finds the characters in names that some file systems ignore: the two joiners, which some languages and emoji need, and
 * the variation selectors.
 */
public final class Joiners {

    private static final Pattern ALL = Pattern.compile("[\\u200C\\u200D\\uFE00-\\uFE0F]");

    private Joiners() {}

    /** The name without these characters, as such a file system compares it. */
    public static String without(String name) {
        return ALL.matcher(name).replaceAll("");
    }
}
