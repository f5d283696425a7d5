package dev.cairn.platform.control;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;

/// Transactions that meet others which want the same rows. The database undoes one of them, and it may
/// go through when it is tried anew.
public final class Collisions {

    private static final int TRIES = 5;

    /// 1020: a row changed since the snapshot. 1205: waited too long for a lock. 1213: deadlock.
    private static final Set<Integer> CODES = Set.of(1020, 1205, 1213);

    private Collisions() {}

    /// Tries a transaction until it collides with no other one, five times at most.
    public static <T> T retry(Supplier<T> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (RuntimeException e) {
                if (!isOne(e) || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    /// The same for one that answers nothing.
    public static void retry(Runnable transaction) {
        retry(() -> {
            transaction.run();
            return true;
        });
    }

    /// Whether a transaction failed because it met another one.
    public static boolean isOne(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && CODES.contains(refused.getErrorCode())) {
                return true;
            }
        }
        return false;
    }
}
