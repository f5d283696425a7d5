package dev.cairn.accounts.control;

import dev.cairn.core.sync.UserId;

/// Somebody can sign in at the provider from now on.
///
/// @param address where the request came from
public record IdentityJoined(UserId user, String issuer, How how, String address) {

    /// Why the account is taken for the person's.
    public enum How {
        /// They gave its password.
        PASSWORD,
        /// The provider calls its address verified, and the administrator has it trusted in that.
        TRUSTED_ADDRESS,
        /// It was opened for them.
        NEW_ACCOUNT
    }
}
