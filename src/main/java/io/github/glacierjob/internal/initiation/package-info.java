/** A job is ordered, and never paid twice. */
package io.github.glacierjob.internal.initiation;
