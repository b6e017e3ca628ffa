/** How Glacier is asked: requests, JSON, failures, retries. */
package io.github.glacierjob.internal.service;
