/** Whole vaults into real destinations, each of which is proved. */
package io.github.glacierjob.sinks;
