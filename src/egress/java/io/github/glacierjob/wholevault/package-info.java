/** Programs that get a whole vault out although processes die, stop and meet faults. */
package io.github.glacierjob.wholevault;
