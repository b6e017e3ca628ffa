/** One output in a file: ranges written in place, with a journal. */
package io.github.glacierjob.internal.file;
