/** Secure connections: whom the client trusts and how it shows who it is, and what it means when that fails. */
package io.github.glacierjob.internal.tls;
