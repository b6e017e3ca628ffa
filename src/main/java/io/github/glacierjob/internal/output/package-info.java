/** Reads an output in order, as chunks, as a stream or as archives. */
package io.github.glacierjob.internal.output;
