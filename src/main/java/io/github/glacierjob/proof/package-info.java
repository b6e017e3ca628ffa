/**
 * The facts that destinations report about stored objects, and the exception for differences. The proof of a whole vault
 * compares these facts with the bytes of the vault.
 */
package io.github.glacierjob.proof;
