/** One range: planned, fetched, verified. */
package io.github.glacierjob.internal.range;
