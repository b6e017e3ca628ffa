/** What the tools that filled a vault wrote about its archives: decoders, and the rules of a safe name. JDK and JSON only. */
package io.github.glacierjob.naming;
