package io.github.glacierjob.naming;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses names of files and directories that file systems reserve, above all Windows. */
final class FileSegment {

    private static final Pattern RESERVED_CHARACTER = Pattern.compile("[<>:\"|?*]");

    /** The short form that Windows creates for a long name; such a name may be another file. */
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

    /** Whether the name is a device of Windows, with any extension. */
    private static boolean isDevice(String plain) {
        int dot = plain.indexOf('.');
        String base = (dot < 0 ? plain : plain.substring(0, dot)).strip().toUpperCase(Locale.ROOT);
        return DEVICES.contains(base) || PORT.matcher(base).matches();
    }
}
