/** The operations of the producer: from an exchange to a request, and from the answer to the exchange. */
package io.github.glacierjob.internal.producer;
