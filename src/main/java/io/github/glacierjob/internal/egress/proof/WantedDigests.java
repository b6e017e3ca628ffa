package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.internal.text.Rejection;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Parses the option {@code digests}. */
public final class WantedDigests {

    private WantedDigests() {}

    /** The algorithms in a list with commas; empty for null. Case, hyphens and underscores are ignored. */
    public static Set<DigestAlgorithm> of(String list) {
        Set<DigestAlgorithm> wanted = EnumSet.noneOf(DigestAlgorithm.class);
        if (list == null || list.isBlank()) {
            return wanted;
        }
        for (String word : list.split(",", -1)) {
            wanted.add(Arrays.stream(DigestAlgorithm.values())
                    .filter(one -> bare(one.toString()).equalsIgnoreCase(bare(word.trim())))
                    .findFirst()
                    .orElseThrow(() ->
                            Rejection.of("digests", list, "must be any of " + names() + ", separated by commas")));
        }
        return wanted;
    }

    private static String bare(String name) {
        return name.replaceAll("[-_]", "");
    }

    private static String names() {
        return Arrays.stream(DigestAlgorithm.values()).map(Enum::toString).collect(Collectors.joining(", "));
    }
}
