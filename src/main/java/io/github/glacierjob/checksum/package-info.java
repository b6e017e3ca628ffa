/**
 * The SHA-256 tree hash and its alignment rules, and the digests that destinations have: pure functions and small accumulators
 * on the JDK alone.
 */
package io.github.glacierjob.checksum;
