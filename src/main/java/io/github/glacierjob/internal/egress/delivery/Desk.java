package io.github.glacierjob.internal.egress.delivery;

import io.github.glacierjob.internal.delivery.ConsumedVault;
import io.github.glacierjob.internal.egress.claim.ArchiveClaims;
import io.github.glacierjob.internal.egress.ledger.EgressVault;

/**
 * Holds the objects that all deliveries of a consumer share.
 *
 * @param vault    the vault and its ledger
 * @param consumed the vault and the way into the route
 * @param claims   the archives that this node has claimed
 * @param setbacks decides when an archive is tried again
 * @param reports  reports failures
 * @param patience repeats statements that the database does not accept now
 */
record Desk(
        EgressVault vault,
        ConsumedVault consumed,
        ArchiveClaims claims,
        Setbacks setbacks,
        ArchiveReports reports,
        Patience patience) {}
