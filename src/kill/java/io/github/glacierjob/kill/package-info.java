/** A program that downloads and is killed repeatedly at random moments, and the counts of its traffic. */
package io.github.glacierjob.kill;
