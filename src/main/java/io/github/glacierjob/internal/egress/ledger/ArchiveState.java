package io.github.glacierjob.internal.egress.ledger;

import java.util.EnumSet;
import java.util.Set;

/** What has become of an archive. */
public enum ArchiveState {
    /** In the inventory, not ordered yet. */
    LISTED,
    /** A job retrieves it. */
    ORDERED,
    /** Its output can be downloaded. */
    READY,
    /** The exchange has completed. */
    DELIVERED,
    /** The destination was compared with what was read. */
    PROVED,
    /** Given up; the cause says why. */
    FAILED,
    /** Not wanted, or not in the vault any more; the cause says why. */
    SKIPPED;

    /** States that nothing but a user, or a later inventory for SKIPPED, changes. */
    public static final Set<ArchiveState> FINAL = EnumSet.of(DELIVERED, PROVED, FAILED, SKIPPED);

    public boolean isFinal() {
        return FINAL.contains(this);
    }
}
