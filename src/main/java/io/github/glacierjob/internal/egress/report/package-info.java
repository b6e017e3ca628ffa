/** What the producer answers: status, receipt, retry, and notifications. */
package io.github.glacierjob.internal.egress.report;
