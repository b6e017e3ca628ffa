/** HTTPS: an authority of the simulator's own, the certificates that it signs, and how a connection becomes secure. */
package io.github.glacierjob.simulator.tls;
