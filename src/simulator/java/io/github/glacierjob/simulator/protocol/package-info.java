/** The protocol of the service: parsed requests, replies, errors, and their JSON and markers. */
package io.github.glacierjob.simulator.protocol;
