/** The poll of a consumer: it reads the completed jobs of a vault, selects jobs, and runs them in slots. */
package io.github.glacierjob.internal.consumer;
