/** The whole vault: a poll loads the inventory, looks at what is due, orders, and fills the slots that deliver. */
package io.github.glacierjob.internal.egress;
