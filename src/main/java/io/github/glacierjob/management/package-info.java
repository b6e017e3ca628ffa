/** What endpoints and consumers of both schemes show in JMX. All of it is read from a snapshot. */
package io.github.glacierjob.management;
