/** Adds facts about a vault to spans. Only this room uses camel-telemetry, which is optional. */
package io.github.glacierjob.internal.tracing;
