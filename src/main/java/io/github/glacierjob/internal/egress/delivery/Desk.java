package io.github.glacierjob.internal.egress.delivery;

import io.github.glacierjob.internal.delivery.ConsumedVault;
import io.github.glacierjob.internal.egress.claim.ArchiveClaims;
import io.github.glacierjob.internal.egress.ledger.EgressVault;

/**
 * What all deliveries of a consumer share.
 *
 * @param vault    the vault and its ledger
 * @param consumed the vault and the way into the route
 * @param claims   the archives that this node has claimed
 * @param setbacks when an archive is tried again
 * @param reports  what failures are reported
 * @param patience repeats what the database does not take
 */
record Desk(
        EgressVault vault,
        ConsumedVault consumed,
        ArchiveClaims claims,
        Setbacks setbacks,
        ArchiveReports reports,
        Patience patience) {}
