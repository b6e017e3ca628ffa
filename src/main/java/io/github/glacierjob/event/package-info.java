/** Events of jobs and archives for Camel's event notifiers. */
package io.github.glacierjob.event;
