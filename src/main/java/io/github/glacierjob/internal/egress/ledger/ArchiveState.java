package io.github.glacierjob.internal.egress.ledger;

import java.util.EnumSet;
import java.util.Set;

/** The state of an archive. */
public enum ArchiveState {
    /** The archive is in the inventory, and not ordered yet. */
    LISTED,
    /** A job for the archive is in progress. */
    ORDERED,
    /** The output can be downloaded. */
    READY,
    /** The exchange of the last message has completed. */
    DELIVERED,
    /** The archive is delivered, and the destination has the same bytes that were read. */
    PROVED,
    /** The archive could not be delivered; the cause says why. */
    FAILED,
    /** The archive is not wanted, or not in the vault any more; the cause says why. */
    SKIPPED;

    /** The states that only a user changes, or for SKIPPED also a later inventory. */
    public static final Set<ArchiveState> FINAL = EnumSet.of(DELIVERED, PROVED, FAILED, SKIPPED);

    public boolean isFinal() {
        return FINAL.contains(this);
    }
}
