/** HTTPS: the simulator's authority, the certificates that it signs, and the start of TLS on connections. */
package io.github.glacierjob.simulator.tls;
