/** Delivers a claimed job to the route, message by message, and commits it. */
package io.github.glacierjob.internal.delivery;
