package io.github.glacierjob.naming;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The rules for safe names. An unsafe name is not repaired; the archive then has its id as its name. */
public enum NamePolicy {

    /** For file systems of Unix, Windows and macOS, and for object stores. */
    files,

    /**
     * For object stores only: also accepts the characters and the names that Windows reserves, segments of any length,
     * and blanks at the end.
     */
    keys;

    private static final int LONGEST_PATH = 1000;
    private static final int LONGEST_SEGMENT = 240;

    /** The most bytes that are added to a name that another archive already has. */
    private static final int LONGEST_ADDITION = 10;

    /**
     * Converts a name to a path relative to the destination. Backslashes become slashes, and a drive such as {@code C:}
     * becomes the directory {@code C}. Empty segments, {@code .}, and slashes at the beginning are removed.
     *
     * @param name the name as a tool wrote it
     * @return the path; empty if the name is not safe
     */
    public Optional<String> path(String name) {
        return name == null
                ? Optional.empty()
                : SafePath.of(name, this::accepts).filter(path -> bytes(path) <= LONGEST_PATH);
    }

    /**
     * Whether a safe path is still safe with an addition at its end.
     *
     * @param path the path with its addition
     * @return false if it is too long
     */
    public boolean fits(String path) {
        return bytes(path) <= LONGEST_PATH + LONGEST_ADDITION
                && (this == keys
                        || bytes(path.substring(path.lastIndexOf('/') + 1)) <= LONGEST_SEGMENT + LONGEST_ADDITION);
    }

    private boolean accepts(String segment) {
        return this == keys || bytes(segment) <= LONGEST_SEGMENT && FileSegment.isSafe(segment);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
