package io.github.glacierjob.internal.egress.naming;

import io.github.glacierjob.naming.NamePolicy;

/** Creates the names that an archive may have, in the order in which they are tried. There is always a next name. */
final class Candidate {

    static final char MARK = '~';
    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;

    private Candidate() {}

    /**
     * The name to try next if another archive has the given name: it adds 8 characters of the SHA-256 of the id, then
     * 16, 32 and 64. If that is too long, the name is the id, and then the id with these characters.
     */
    static String after(String name, String archiveId, NamePolicy policy) {
        String tag = NameKey.tag(archiveId);
        String plain = name;
        int length = SHORTEST;
        for (int had = SHORTEST; had < LONGEST; had *= 2) {
            String addition = MARK + tag.substring(0, had);
            if (name.endsWith(addition) && name.length() > addition.length()) {
                plain = name.substring(0, name.length() - addition.length());
                length = had * 2;
            }
        }
        String longer = plain + MARK + tag.substring(0, length);
        return plain.startsWith(archiveId) || policy.fits(longer) ? longer : archiveId;
    }
}
