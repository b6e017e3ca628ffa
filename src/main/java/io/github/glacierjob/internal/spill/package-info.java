/** More things than the memory takes, in order. */
package io.github.glacierjob.internal.spill;
