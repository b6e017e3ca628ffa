/** Jobs, chunks, ranges, files and archives as Camel messages. */
package io.github.glacierjob.internal.message;
