/** The open vault: the client, the job API, the threads and the clock, from the start of an endpoint to its stop. */
package io.github.glacierjob.internal.vault;
