/** Parts for the simulator as a program: units, a fast clock, and an HTTP subscriber. */
package io.github.glacierjob.simulator.program;
