/** The door into the route: sends one message after another, and waits until each is done. */
package io.github.glacierjob.internal.outlet;
