/** What an endpoint has done and does now, at one moment: what all consoles, metrics and checks show. */
package io.github.glacierjob.snapshot;
