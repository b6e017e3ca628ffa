/** How the service speaks: a request taken apart, a reply, an error, and the JSON and markers in them. */
package io.github.glacierjob.simulator.protocol;
