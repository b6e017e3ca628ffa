/** The inventory of a vault: found, ordered, read, and loaded into the ledger. */
package io.github.glacierjob.internal.egress.stock;
