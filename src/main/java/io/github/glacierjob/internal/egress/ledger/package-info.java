/** The ledger of a whole vault: tables with one row and one state for each archive, its orders, and its inventories. */
package io.github.glacierjob.internal.egress.ledger;
