/**
 * An inventory document, JSON or the service's own CSV, as a stream of archives: document → archive, with its position.
 */
package io.github.glacierjob.inventory;
