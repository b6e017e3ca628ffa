package io.github.glacierjob.naming;

import io.github.glacierjob.internal.text.Joiners;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Checks the rules for paths that apply to every destination. */
final class SafePath {

    private static final int LONGEST = 4096;

    /** The prefix of Windows for long paths, and for devices. */
    private static final String LONG_PATH = "\\\\?\\";

    private static final String DEVICE = "\\\\.\\";

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

    /**
     * Text that a later step could evaluate: a Camel expression, or an escape of a URI that is decoded once too often.
     */
    private static final Pattern EXPRESSION =
            Pattern.compile("(?i)\\$(simple)?\\{|\\{\\{|%([01][0-9a-f]|2[5ef]|5c|7f|c[01]|u[0-9a-f]{4})");

    private static final Pattern DOTS = Pattern.compile("\\.+");
    private static final Pattern SEPARATORS = Pattern.compile("[/\\\\]");

    private SafePath() {}

    /**
     * Converts a name to its path; empty if it is not safe.
     *
     * @param accepts a further rule for each segment
     */
    static Optional<String> of(String name, Predicate<String> accepts) {
        String given = name.startsWith(LONG_PATH) ? name.substring(LONG_PATH.length()) : name;
        String path = given.replace('\\', '/');
        if (path.length() > LONGEST
                || given.startsWith(DEVICE)
                || path.codePoints().anyMatch(SafePath::isRefused)
                || EXPRESSION.matcher(path).find()) {
            return Optional.empty();
        }
        List<String> segments = segments(path);
        boolean safe = segments.stream().allMatch(segment -> isSafe(segment) && accepts.test(segment));
        return safe && !segments.isEmpty() ? Optional.of(String.join("/", segments)) : Optional.empty();
    }

    /** The segments of a path; an empty list if the path is a directory. */
    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        String last = "";
        for (String segment : path.split("/", -1)) {
            last = segment;
            if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(DRIVE.matcher(segment).matches() ? segment.substring(0, 1) : segment);
            }
        }
        return last.isEmpty() || last.equals(".") || DRIVE.matcher(last).matches() ? List.of() : segments;
    }

    /**
     * Whether a segment is safe. Some file systems ignore invisible characters, or treat different characters as equal;
     * such characters must not hide a `..` segment.
     */
    private static boolean isSafe(String segment) {
        if (isAscii(segment)) {
            return !segment.isBlank()
                    && !segment.endsWith(".")
                    && !DOTS.matcher(segment.strip()).matches();
        }
        String visible = Joiners.without(segment);
        return !visible.isBlank()
                && !visible.endsWith(".")
                && Arrays.stream(SEPARATORS.split(plain(segment)))
                        .noneMatch(part -> DOTS.matcher(part.strip()).matches());
    }

    /** The segment as the most tolerant file system reads it. */
    static String plain(String segment) {
        return isAscii(segment) ? segment : Joiners.without(Normalizer.normalize(segment, Normalizer.Form.NFKC));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /**
     * Whether a character is refused: control characters, halves of surrogate pairs, direction marks and other invisible
     * characters, line ends, the replacement character and noncharacters. The two joiners are allowed.
     */
    private static boolean isRefused(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> c != 0x200C && c != 0x200D;
            default -> c == 0xFFFD || (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
        };
    }
}
