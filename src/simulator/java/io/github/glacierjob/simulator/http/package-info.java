/** The wire: connections that read requests, write replies, and break off when a fault asks for it. */
package io.github.glacierjob.simulator.http;
