/** Calculates what a vault costs, from a plan or from the ledger, with one amount for each purpose. */
package io.github.glacierjob.internal.egress.cost;
