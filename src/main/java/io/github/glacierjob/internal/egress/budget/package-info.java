/**
 * Decides what may be ordered now: the limits of the user, the orders that count in their windows, the limits of the
 * account, and the rate of delivery.
 */
package io.github.glacierjob.internal.egress.budget;
