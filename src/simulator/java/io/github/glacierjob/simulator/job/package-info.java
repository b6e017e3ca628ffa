/** Jobs: their requests, ends, outputs and notifications. */
package io.github.glacierjob.simulator.job;
