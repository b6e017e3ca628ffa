/**
 * Decoders for the archive descriptions of the tools that filled a vault, and the rules for safe names. JDK and JSON
 * only.
 */
package io.github.glacierjob.naming;
