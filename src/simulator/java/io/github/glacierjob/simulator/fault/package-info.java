/** What goes wrong: rules that pick a call and change its answer. */
package io.github.glacierjob.simulator.fault;
