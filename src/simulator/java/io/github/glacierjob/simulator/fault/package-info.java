/** Faults: rules that select a call and change its answer. */
package io.github.glacierjob.simulator.fault;
