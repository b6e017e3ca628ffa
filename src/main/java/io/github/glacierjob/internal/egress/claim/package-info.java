/**
 * Archives that only this node delivers: their claims in the ledger, the heartbeats that keep the claims alive, and the
 * commits that need a claim.
 */
package io.github.glacierjob.internal.egress.claim;
