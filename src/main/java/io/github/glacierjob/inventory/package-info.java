/** Reads an inventory document, JSON or the service's own CSV, as a stream of archives with their positions. */
package io.github.glacierjob.inventory;
