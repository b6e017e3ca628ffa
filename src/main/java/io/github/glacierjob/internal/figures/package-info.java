/** Counts requests, ranges and deliveries, keeps the alarms, and sends events to Camel's event notifiers. */
package io.github.glacierjob.internal.figures;
