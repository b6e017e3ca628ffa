package io.github.glacierjob.repository;

/**
 * A repository whose claims can be lost, for example because a heartbeat was missing for too long. If an
 * {@code inProgressRepository} implements this, the consumer checks the claim before each message of a job and again
 * before its commit, so that a node without its claim commits nothing. Thread-safe.
 */
public interface HeldClaims {

    /**
     * Whether this node still holds a claim.
     *
     * @param key the vault's ARN, {@code /jobs/} and the id of the job
     * @return false if the claim was lost or never taken
     */
    boolean isHeld(String key);
}
