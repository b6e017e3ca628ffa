package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.health.ConsumerStatistics;
import io.github.glacierjob.internal.health.OutputPaces;
import io.github.glacierjob.internal.outlet.Outlet;
import io.github.glacierjob.internal.vault.OpenVault;

/**
 * A vault whose jobs are delivered to a route.
 *
 * @param vault      the vault
 * @param outlet     the way into the route
 * @param paces      how fast the outputs arrive
 * @param statistics what the consumer has done
 */
public record ConsumedVault(OpenVault<?> vault, Outlet outlet, OutputPaces paces, ConsumerStatistics statistics) {}
