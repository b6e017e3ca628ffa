/** A program that downloads and is killed at random moments, again and again, and what is counted meanwhile. */
package io.github.glacierjob.kill;
