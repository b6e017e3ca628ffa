/** What may be ordered now: the limits that a user sets, what counts in their windows, and what the account and the wire allow. */
package io.github.glacierjob.internal.egress.budget;
