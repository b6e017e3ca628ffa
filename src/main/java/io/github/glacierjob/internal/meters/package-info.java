/** Creates Micrometer's meters from the snapshots. Only this room uses Micrometer, which is optional. */
package io.github.glacierjob.internal.meters;
