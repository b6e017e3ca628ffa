/** Finds, orders and reads the inventory of a vault, and loads it into the ledger. */
package io.github.glacierjob.internal.egress.stock;
