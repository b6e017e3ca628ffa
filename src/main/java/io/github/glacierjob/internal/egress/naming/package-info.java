/** The names of a vault's archives: decoded or given by the user, made safe, each used once, and then never changed. */
package io.github.glacierjob.internal.egress.naming;
