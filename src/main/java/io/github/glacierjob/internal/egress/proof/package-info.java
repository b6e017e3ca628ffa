/** The digests of the archives that are delivered, and whether the destination has what was read. */
package io.github.glacierjob.internal.egress.proof;
