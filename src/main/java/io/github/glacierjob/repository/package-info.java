/** Repositories that outlive a process: progress in a file, and progress, consumed jobs and claims in a database. */
package io.github.glacierjob.repository;
