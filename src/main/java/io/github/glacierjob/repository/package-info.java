/** Repositories that outlive a process: progress and consumed jobs in files, and these and claims in a database. */
package io.github.glacierjob.repository;
