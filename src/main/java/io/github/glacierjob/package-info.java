/** The component, its endpoint, consumer and producer, the names of the headers, and the type converters. */
package io.github.glacierjob;
