/** Calculates the digests of delivered archives, and compares them with the bytes at the destination. */
package io.github.glacierjob.internal.egress.proof;
