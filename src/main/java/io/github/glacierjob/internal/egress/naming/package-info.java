/** Gives names to the archives of a vault: decoded or from the user, safe, unique, and final after the load. */
package io.github.glacierjob.internal.egress.naming;
