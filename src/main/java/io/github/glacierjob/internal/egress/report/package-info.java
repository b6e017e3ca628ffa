/** The operations of the producer: status, receipt, retry, and notifications. */
package io.github.glacierjob.internal.egress.report;
