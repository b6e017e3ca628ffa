/**
 * Delivers a whole vault: each poll loads the inventory, looks at the jobs that are due, orders archives, and fills
 * free delivery slots.
 */
package io.github.glacierjob.internal.egress;
