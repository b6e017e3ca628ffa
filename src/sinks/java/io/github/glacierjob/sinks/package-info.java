/** Moves whole vaults into real destinations, and proves each archive there. */
package io.github.glacierjob.sinks;
