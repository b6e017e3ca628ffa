/** Secure connections: trusted certificates, the client's certificate, and the explanation of failures. */
package io.github.glacierjob.internal.tls;
