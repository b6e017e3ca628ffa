package io.github.glacierjob.simulator.http;

import io.github.glacierjob.simulator.fault.Faults;
import io.github.glacierjob.simulator.service.Dispatcher;

/** The objects that the connections of a server share. */
record Shared(Dispatcher dispatcher, Faults faults, Journal journal, Spool spool, Traffic traffic, Stamps stamps) {}
