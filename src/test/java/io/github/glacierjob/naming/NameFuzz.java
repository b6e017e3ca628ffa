package io.github.glacierjob.naming;

import java.nio.charset.StandardCharsets;

/** The rules for any description; a target of the fuzzer. */
public final class NameFuzz {

    private NameFuzz() {}

    /** Reads any description. */
    public static void fuzzerTestOneInput(byte[] input) {
        String description = new String(input, StandardCharsets.UTF_8);
        for (ArchiveNaming naming : KnownNamings.all()) {
            ArchiveName name = naming.nameOf("id", description);
            if (name != null) {
                NamePolicy.files.path(name.name()).ifPresent(path -> SafePaths.check(path, description));
                NamePolicy.keys.path(name.name()).ifPresent(NameFuzz::checkKey);
            }
        }
    }

    private static void checkKey(String key) {
        if (key.startsWith("/")
                || ("/" + key + "/").contains("/../")
                || key.chars().anyMatch(c -> c < 0x20)) {
            throw new IllegalStateException("'" + key + "'");
        }
    }
}
