/** Vaults with their archives and uploads, and their storage beyond the life of the simulator. */
package io.github.glacierjob.simulator.vault;
