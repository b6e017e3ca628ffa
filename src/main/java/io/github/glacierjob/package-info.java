/** What a Camel user names: the component, its endpoint, consumer and producer, the headers, and the type converters. */
package io.github.glacierjob;
