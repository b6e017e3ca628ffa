/** Archives that this node alone delivers: their claims in the ledger, kept alive by heartbeats, and the commits that need them. */
package io.github.glacierjob.internal.egress.claim;
