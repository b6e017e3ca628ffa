/** The statistics of a consumer, the rates of its outputs, and the health checks. */
package io.github.glacierjob.internal.health;
