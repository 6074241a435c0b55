package org.assemble.platform.relay;

import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Tells this process's relay that a transaction is about to commit, so that it need not ask the
/// database all the time. Only a hint: the relay also looks by itself, for what other replicas
/// wrote.
@Singleton
public class RelaySignal {
    private final Semaphore pending = new Semaphore(0);

    public void somethingIsComing() {
        if (pending.availablePermits() == 0) {
            pending.release();
        }
    }

    /// Waits for the next hint, at most so long.
    ///
    /// @return whether there was one
    boolean await(long millis) throws InterruptedException {
        boolean hinted = pending.tryAcquire(millis, TimeUnit.MILLISECONDS);
        pending.drainPermits();
        return hinted;
    }
}
