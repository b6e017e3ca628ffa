/** Sends READY archives through the route, each until it is delivered, postponed, or FAILED. */
package io.github.glacierjob.internal.egress.delivery;
