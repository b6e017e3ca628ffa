/** What only the simulator as a program needs: units, a fast clock, and an HTTP subscriber. */
package io.github.glacierjob.simulator.program;
