package io.github.glacierjob.internal.text;

import java.util.regex.Pattern;

/**
 * Checks ids of jobs and archives. They are opaque and may begin with {@code -}, but they become parts of request paths.
 */
public final class JobIds {

    public static final String RULE = "must be characters of a-z, A-Z, 0-9, '_' and '-'";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");

    private JobIds() {}

    public static boolean isId(String text) {
        return text != null && ID.matcher(text).matches();
    }

    /**
     * Refuses an id that the service cannot have created; the message has the name of the option, header or JSON member.
     */
    public static String checked(String name, String id) {
        Rejection.unless(isId(id), name, id, RULE);
        return id;
    }
}
