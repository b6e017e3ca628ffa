/**
 * What destinations say about what they stored, and when it differs from what was read. The proof of a whole vault compares both.
 */
package io.github.glacierjob.proof;
