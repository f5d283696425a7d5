package dev.cairn.accounts.control;

import java.util.Optional;
import java.util.regex.Pattern;

/// Who somebody is at the provider. Issuer and subject are the identity; the rest may change, and may be
/// somebody else's later.
///
/// @param subject what the issuer calls the person: it never gives it to somebody else
/// @param email empty if the provider tells none
/// @param emailVerified whether the provider says that the address is the person's
/// @param name empty if the provider tells none
public record ProviderIdentity(
        String issuer, String subject, Optional<String> email, boolean emailVerified, Optional<String> name) {

    /// OpenID Connect Core, section 2.
    private static final Pattern FORM = Pattern.compile("\\p{ASCII}{1,255}");

    /// @throws IllegalArgumentException if issuer or subject cannot be one
    public ProviderIdentity {
        if (!FORM.matcher(subject).matches() || !FORM.matcher(issuer).matches()) {
            throw new IllegalArgumentException("Not an identity");
        }
        email = email.map(String::strip).filter(text -> !text.isEmpty());
        name = name.map(String::strip).filter(text -> !text.isEmpty());
    }

    /// What the person is called where they have an account: the name, or what is before the address's `@`.
    String shownName() {
        return name.filter(text -> text.length() <= Accounts.LONGEST_NAME
                        && text.codePoints().noneMatch(Character::isISOControl))
                .or(() -> email.map(address -> address.replaceFirst("@.*", "")))
                .orElse("?");
    }
}
