/** Programs that retrieve a whole vault although processes are killed or paused and the service has faults. */
package io.github.glacierjob.wholevault;
