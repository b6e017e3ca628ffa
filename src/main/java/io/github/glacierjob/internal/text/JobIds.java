package io.github.glacierjob.internal.text;

import java.util.regex.Pattern;

/** Ids of jobs and archives: opaque, and they may begin with {@code -}, but they go into the paths of requests. */
public final class JobIds {

    public static final String RULE = "must be characters of a-z, A-Z, 0-9, '_' and '-'";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");

    private JobIds() {}

    public static boolean isId(String text) {
        return text != null && ID.matcher(text).matches();
    }

    /**
     * Refuses what the service can never have given.
     *
     * @param id   the id, null if there is none
     * @throws IllegalArgumentException if it is empty or has other characters
     */
    public static String checked(String name, String id) {
        if (!isId(id)) {
            throw Rejection.of(name, id, RULE);
        }
        return id;
    }
}
