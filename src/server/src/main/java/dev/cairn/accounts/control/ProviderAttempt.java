package dev.cairn.accounts.control;

/// A sign-in at the provider that a browser has begun. All of it derives from the token and the server's
/// secret, so that nothing is stored, and any node of a cluster can end what another one began.
///
/// @param token what the browser keeps meanwhile, in its cookie
/// @param state comes back with the answer: it belongs to this browser (RFC 6749, section 10.12)
/// @param nonce comes back in the ID token: it was made for this very attempt
/// @param verifier shows that who redeems the code is who asked for it (RFC 7636)
record ProviderAttempt(String token, String state, String nonce, String verifier) {

    /// Not the record's own, which would put secrets into logs.
    @Override
    public String toString() {
        return "ProviderAttempt";
    }
}
