/**
 * Repositories that keep their data after the end of a process: progress and consumed jobs in files, and progress,
 * consumed jobs and claims in a database.
 */
package io.github.glacierjob.repository;
