/** The options as superclasses of the configurations, and the enums of their values. */
package io.github.glacierjob.options;
