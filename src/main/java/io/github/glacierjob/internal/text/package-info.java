/** How values are written, read and refused. */
package io.github.glacierjob.internal.text;
