/** Counters that requests, ranges and deliveries feed, the alarms, and the line to Camel's event notifiers. */
package io.github.glacierjob.internal.figures;
