/** The operations: each takes one call, reads or changes the state of the account, and replies. */
package io.github.glacierjob.simulator.service;
