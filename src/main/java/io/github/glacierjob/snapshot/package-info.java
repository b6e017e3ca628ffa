/** The figures and the state of an endpoint at one moment, which all consoles, metrics and checks show. */
package io.github.glacierjob.snapshot;
