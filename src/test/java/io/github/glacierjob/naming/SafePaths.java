package io.github.glacierjob.naming;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The rules for a path, checked without the code that creates it. */
final class SafePaths {

    private SafePaths() {}

    /** Throws an exception unless a path stays in its destination on every file system. */
    static void check(String path, String from) {
        Path sink = Path.of("/sink");
        Path file = sink.resolve(path);
        boolean inside = file.normalize().startsWith(sink)
                && file.normalize().equals(file)
                && !path.startsWith("/")
                && !file.equals(sink);
        boolean clean = path.chars().noneMatch(c -> c < 0x20 || c == 0x7f || "\\:*?\"<>|".indexOf(c) >= 0)
                && path.codePoints().noneMatch(c -> c >= 0x202A && c <= 0x202E || c >= 0xD800 && c <= 0xDFFF);
        boolean shaped = true;
        for (String segment : path.split("/", -1)) {
            shaped &= !segment.isEmpty()
                    && !segment.endsWith(".")
                    && !segment.endsWith(" ")
                    && segment.getBytes(StandardCharsets.UTF_8).length <= 255
                    && !segment.toUpperCase(java.util.Locale.ROOT).matches("(CON|PRN|AUX|NUL|COM\\d|LPT\\d)(\\..*)?");
        }
        if (!inside || !clean || !shaped) {
            throw new IllegalStateException("'" + path + "' of '" + from + "'");
        }
    }
}
