/** HTTP connections: they read requests, write replies, and end early when a fault requires it. */
package io.github.glacierjob.simulator.http;
