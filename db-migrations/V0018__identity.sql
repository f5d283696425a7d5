-- V0018: people who sign in at an OpenID provider (decision 0033)

CREATE TABLE identity (
    issuer    VARCHAR(255) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL, -- which provider
    subject   VARCHAR(255) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL, -- who they are there, for ever
    user_id   INT          NOT NULL,
    joined_at BIGINT       NOT NULL,
    PRIMARY KEY (issuer, subject),
    CONSTRAINT identity_one UNIQUE (user_id, issuer), -- an account has one at each
    CONSTRAINT identity_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
) ENGINE = InnoDB;
