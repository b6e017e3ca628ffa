package io.github.glacierjob.internal.text;

import java.util.regex.Pattern;

/** The two joiners that some languages and emoji need, and the selectors of a variant: some file systems ignore them. */
public final class Joiners {

    private static final Pattern ALL = Pattern.compile("[\\u200C\\u200D\\uFE00-\\uFE0F]");

    private Joiners() {}

    /** A name as a file system reads it that ignores them. */
    public static String without(String name) {
        return ALL.matcher(name).replaceAll("");
    }
}
