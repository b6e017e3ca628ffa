/** An output that expired before it was consumed continues with another job. */
package io.github.glacierjob.internal.renewal;
