/** The operations of the producer: each converts an exchange to a request, and the answer to the exchange. */
package io.github.glacierjob.internal.producer;
