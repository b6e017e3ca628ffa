package io.github.glacierjob.internal.egress.naming;

import io.github.glacierjob.naming.NamePolicy;
import java.util.HashMap;
import java.util.Map;

/**
 * Files whose names are final, although new names have them as directories. At most a batch of them is held. Used by
 * one thread.
 */
final class FixedFiles {

    private static final int SUFFIX = 8;

    private final NamePolicy policy;
    private final Map<Long, String> ids = new HashMap<>();

    FixedFiles(NamePolicy policy) {
        this.policy = policy;
    }

    /** Adds a file, unless a batch is full: the next round finds it again. */
    void add(NamedRow file) {
        if (ids.size() < NewRows.BATCH) {
            ids.put(file.key(), file.archiveId());
        }
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    /**
     * A name that does not clash with the files: a directory that is a file gets {@code ~} and 8 characters of the SHA-256 of
     * the file's id. All later archives of that directory get the same directory, in each load.
     *
     * @return the same name if no directory of it is a file; the archive's id if the new name is too long
     */
    String around(String name, String archiveId) {
        for (int end = name.indexOf('/'); end > 0; end = name.indexOf('/', end + 1)) {
            String path = name.substring(0, end);
            String file = ids.get(NameKey.of(path));
            if (file != null) {
                String other = path + Candidate.MARK + NameKey.tag(file).substring(0, SUFFIX);
                String whole = other + name.substring(end);
                return policy.fits(other) && policy.fits(whole) ? around(whole, archiveId) : archiveId;
            }
        }
        return name;
    }
}
