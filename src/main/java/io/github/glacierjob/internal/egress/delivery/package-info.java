/** Archives that are ready go through the route, each until it is delivered, postponed, or given up. */
package io.github.glacierjob.internal.egress.delivery;
