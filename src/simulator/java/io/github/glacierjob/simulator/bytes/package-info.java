/** What archives and outputs are made of: bytes of any number, readable at any offset, with their tree hashes. */
package io.github.glacierjob.simulator.bytes;
