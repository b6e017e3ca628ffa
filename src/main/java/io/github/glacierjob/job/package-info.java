/** A job that has ended, the list of jobs, a vault's address, and the exceptions that a route may catch. */
package io.github.glacierjob.job;
