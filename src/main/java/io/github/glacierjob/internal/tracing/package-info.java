/** What a span says of a vault. The only room that sees camel-telemetry, which need not be there. */
package io.github.glacierjob.internal.tracing;
