package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.health.ConsumerStatistics;
import io.github.glacierjob.internal.outlet.Outlet;
import io.github.glacierjob.internal.vault.OpenVault;

/**
 * A vault whose jobs are delivered to a route.
 *
 * @param vault      the vault
 * @param outlet     the way into the route
 * @param statistics the consumer's counters and the pace of its outputs
 */
public record ConsumedVault(OpenVault<?> vault, Outlet outlet, ConsumerStatistics statistics) {}
