package io.github.glacierjob.internal.egress.naming;

import io.github.glacierjob.naming.NamePolicy;

/** The names that an archive may have, in the order in which it asks for them. There is always a next one. */
final class Candidate {

    private static final char MARK = '~';
    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;

    private Candidate() {}

    /**
     * The name to be tried after one that another archive has: with 8 characters of the SHA-256 of the id, then 16, 32 and 64.
     * What would be too long is the id, and then the id with an addition.
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
