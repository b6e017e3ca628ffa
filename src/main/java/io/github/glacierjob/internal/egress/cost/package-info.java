/** What a vault costs: money by what it is for, of a plan and of what the ledger says. */
package io.github.glacierjob.internal.egress.cost;
