/** What happens to jobs and archives, as events for Camel's event notifiers. */
package io.github.glacierjob.event;
