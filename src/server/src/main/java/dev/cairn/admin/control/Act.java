package dev.cairn.admin.control;

/// What is written into the audit log. The names are in the database: stable for ever.
public enum Act {
    FIRST_ADMINISTRATOR,
    PASSWORD_CONFIRMED,
    USER_INVITED,
    ROLE_CHANGED,
    USER_SUSPENDED,
    USER_REINSTATED,
    DEVICE_LIMIT_CHANGED,
    LIMITS_CHANGED,
    SECOND_FACTOR_RESET,
    USER_DISMISSED,
    USER_KEPT,
    FILES_HANDED_OVER,
    ACCOUNT_CLOSED,
    DEVICE_REVOKED,
    LINK_REVOKED,
    IDENTITY_JOINED,
    IDENTITY_PARTED,
    JOB_STARTED,
    AUDIT_EXPORTED
}
