/** Sorts more elements than the memory can hold. */
package io.github.glacierjob.internal.spill;
