/**
 * The options, and the values that they may have. The classes of options are the superclasses of the configurations.
 */
package io.github.glacierjob.options;
