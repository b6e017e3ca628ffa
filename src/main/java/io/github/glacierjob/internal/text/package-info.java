/** Reads, writes and refuses values. */
package io.github.glacierjob.internal.text;
