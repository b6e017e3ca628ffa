package io.github.glacierjob.naming;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What file systems reserve in the name of a file or a directory, Windows above all. */
final class FileSegment {

    private static final Pattern RESERVED_CHARACTER = Pattern.compile("[<>:\"|?*]");

    /** The short form that Windows gives to a long name: it may be another file. */
    private static final Pattern SHORT_FORM = Pattern.compile("(?=[^.]{3,8}(\\.|$))[^.]+~\\d+(\\.[^.]{0,3})?");

    private static final Pattern PORT = Pattern.compile("(COM|LPT)\\d");
    private static final Set<String> DEVICES = Set.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$");

    private FileSegment() {}

    static boolean isSafe(String segment) {
        String plain = SafePath.plain(segment);
        char last = segment.charAt(segment.length() - 1);
        return !RESERVED_CHARACTER.matcher(segment).find()
                && !Character.isWhitespace(last)
                && !Character.isSpaceChar(last)
                && !SHORT_FORM.matcher(segment).matches()
                && !isDevice(plain);
    }

    /** With any extension: Windows opens the device. */
    private static boolean isDevice(String plain) {
        String base = plain.replaceFirst("(?s)\\..*", "").strip().toUpperCase(Locale.ROOT);
        return DEVICES.contains(base) || PORT.matcher(base).matches();
    }
}
