/** Downloads of an output into a file: ranges are written in place and recorded in a journal. */
package io.github.glacierjob.internal.file;
