/** An output that expired half consumed continues with another job. */
package io.github.glacierjob.internal.renewal;
