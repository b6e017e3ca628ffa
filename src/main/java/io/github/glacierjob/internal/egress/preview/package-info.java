/** Estimates the cost and the time of a whole vault from its inventory. Initiates no job and writes nothing. */
package io.github.glacierjob.internal.egress.preview;
