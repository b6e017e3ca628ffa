/** The state of each job: claimed, consumed up to a point, consumed. */
package io.github.glacierjob.internal.ledger;
