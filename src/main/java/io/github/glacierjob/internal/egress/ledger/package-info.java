/**
 * The ledger of a whole vault: tables with one row and one state for each archive, and with its orders and inventories.
 */
package io.github.glacierjob.internal.egress.ledger;
