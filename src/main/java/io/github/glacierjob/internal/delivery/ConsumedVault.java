package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.health.ConsumerStatistics;
import io.github.glacierjob.internal.health.OutputPaces;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.vault.OpenVault;

/**
 * A vault whose jobs are delivered to a route.
 *
 * @param vault      the vault
 * @param ledger     what has become of its jobs
 * @param outlet     the way into the route
 * @param paces      how fast the outputs arrive
 * @param statistics what the consumer has done
 */
public record ConsumedVault(
        OpenVault vault, JobLedger ledger, Outlet outlet, OutputPaces paces, ConsumerStatistics statistics) {}
