/**
 * The Camel face of the component and its wiring: the only room that knows Camel.
 */
package io.github.glacierjob;
