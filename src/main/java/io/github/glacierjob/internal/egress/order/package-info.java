/** Archives are ordered, once, as fast as the limits allow; their jobs are looked at when they are due. */
package io.github.glacierjob.internal.egress.order;
