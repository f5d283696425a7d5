-- V0004: mails to be sent, and what is proven by them

ALTER TABLE user
    ADD COLUMN proven_at BIGINT NULL; -- when the person first opened a link that was mailed to the address

-- One row for each mail; those that are over stay for a month, without their texts.
CREATE TABLE mail (
    id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    recipient   VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    subject     VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    plain       MEDIUMTEXT   CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    html        MEDIUMTEXT   CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    state       VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- QUEUED, SENDING, SENT, REFUSED or UNCLEAR
    attempts    INT          NOT NULL,
    created_at  BIGINT       NOT NULL,
    due_at      BIGINT       NOT NULL, -- QUEUED: when to try next; SENDING: from when on the outcome is unknown
    ended_at    BIGINT       NULL,
    outcome     VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL, -- what the mail server last said
    INDEX mail_due (state, due_at),
    INDEX mail_recipient (recipient, created_at)
) ENGINE = InnoDB;

-- What a mailed link is good for, once. Tokens are kept as SHA-256 only.
CREATE TABLE mailed_token (
    token_hash BINARY(32)  NOT NULL PRIMARY KEY,
    user_id    INT         NOT NULL,
    purpose    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- PROVE_ADDRESS or RESET_PASSWORD
    expires_at BIGINT      NOT NULL,
    CONSTRAINT mailed_token_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE,
    INDEX mailed_token_expiry (expires_at)
) ENGINE = InnoDB;
