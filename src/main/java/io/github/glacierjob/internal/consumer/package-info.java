/** A poll: from the completed jobs of a vault through the selection to the slots that run them. */
package io.github.glacierjob.internal.consumer;
