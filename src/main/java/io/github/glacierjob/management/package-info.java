/** The figures that endpoints and consumers of both schemes show in JMX. All are read from a snapshot. */
package io.github.glacierjob.management;
