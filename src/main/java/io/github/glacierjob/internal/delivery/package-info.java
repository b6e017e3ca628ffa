/** A claimed job goes through the route, message by message, and is committed. */
package io.github.glacierjob.internal.delivery;
