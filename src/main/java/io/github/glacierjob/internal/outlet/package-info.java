/** Sends messages into the route one after another, and waits until each is done. */
package io.github.glacierjob.internal.outlet;
