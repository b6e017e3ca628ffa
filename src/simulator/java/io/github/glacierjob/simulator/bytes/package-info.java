/** The contents of archives and outputs: any number of bytes, readable at any offset, with their tree hashes. */
package io.github.glacierjob.simulator.bytes;
