/** Vaults with their archives and uploads, and where they outlive the simulator. */
package io.github.glacierjob.simulator.vault;
