/** What a whole vault would cost and take, from an inventory alone. Nothing is initiated, nothing is written. */
package io.github.glacierjob.internal.egress.preview;
