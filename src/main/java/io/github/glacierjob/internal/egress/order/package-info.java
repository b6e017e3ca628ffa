/** Orders each archive once, as fast as the limits allow, and checks its job when it is due. */
package io.github.glacierjob.internal.egress.order;
