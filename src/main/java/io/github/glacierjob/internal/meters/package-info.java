/** Micrometer's meters, made of the snapshots. The only room that sees Micrometer, which need not be there. */
package io.github.glacierjob.internal.meters;
