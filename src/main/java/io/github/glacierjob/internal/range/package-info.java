/** Plans, fetches and verifies single ranges. */
package io.github.glacierjob.internal.range;
