package io.github.glacierjob.testkit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/** A repository that behaves like a remote database: it may be down, and it fails if its thread is interrupted. */
public final class FragileRepository extends ServiceSupport implements IdempotentRepository {

    public final Set<String> keys = ConcurrentHashMap.newKeySet();
    public final AtomicInteger failures = new AtomicInteger();
    public volatile boolean down;
    public volatile boolean slow;

    @Override
    public boolean add(String key) {
        return keys.add(key);
    }

    @Override
    public boolean contains(String key) {
        return keys.contains(key);
    }

    @Override
    public boolean remove(String key) {
        if (down) {
            failures.incrementAndGet();
            throw new IllegalStateException("The database is down");
        }
        if (slow) {
            takeAWhile();
        }
        return keys.remove(key);
    }

    private void takeAWhile() {
        try {
            TimeUnit.MILLISECONDS.sleep(30);
        } catch (InterruptedException e) {
            failures.incrementAndGet();
            throw new IllegalStateException("The query was interrupted", e);
        }
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        keys.clear();
    }
}
