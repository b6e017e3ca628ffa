/** Continues outputs that expired before they were consumed, with other jobs. */
package io.github.glacierjob.internal.renewal;
