/** The life of a job: what was asked, when it ends, what it gives, and who is notified. */
package io.github.glacierjob.simulator.job;
