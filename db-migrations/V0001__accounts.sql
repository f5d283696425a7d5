-- V0001: people, their devices and tokens; the namespaces they see
--
-- Throughout: ids are random positive numbers (decision 0004). Times named …_at are microseconds since
-- 1970, UTC; times of files are nanoseconds. Text that people type is utf8mb4_nopad_bin, the one collation
-- in which different texts are different.

CREATE TABLE user (
    id            INT          NOT NULL PRIMARY KEY,
    email         VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL, -- as typed
    email_key     VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL, -- lower case
    name          VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    role          VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- USER or ADMIN
    namespace_id  INT          NOT NULL, -- the user's own tree
    created_at    BIGINT       NOT NULL,
    CONSTRAINT user_email UNIQUE (email_key)
) ENGINE = InnoDB;

CREATE TABLE device (
    id           INT          NOT NULL PRIMARY KEY,
    user_id      INT          NOT NULL,
    name         VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    platform     VARCHAR(40)  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    created_at   BIGINT       NOT NULL,
    last_seen_at BIGINT       NOT NULL,
    expires_at   BIGINT       NOT NULL, -- when its last refresh token ends
    revoked_at   BIGINT       NULL,
    CONSTRAINT device_user FOREIGN KEY (user_id) REFERENCES user (id)
) ENGINE = InnoDB;

-- Tokens are kept as SHA-256 only. The tokens of one device are one family.
CREATE TABLE refresh_token (
    token_hash BINARY(32) NOT NULL PRIMARY KEY,
    device_id  INT        NOT NULL,
    issued_at  BIGINT     NOT NULL,
    expires_at BIGINT     NOT NULL,
    used_at    BIGINT     NULL, -- when it was exchanged for its successor
    CONSTRAINT refresh_token_device FOREIGN KEY (device_id) REFERENCES device (id) ON DELETE CASCADE,
    INDEX refresh_token_expiry (expires_at)
) ENGINE = InnoDB;

CREATE TABLE namespace (
    id          INT    NOT NULL PRIMARY KEY,
    owner_id    INT    NOT NULL,
    head_seq    BIGINT NOT NULL, -- place of the last change in the journal
    next_number BIGINT NOT NULL, -- lower half of the next node's id, 1 to 2^32 - 1
    used_bytes  BIGINT NOT NULL  -- sizes of all files in tree and trash
) ENGINE = InnoDB;

CREATE TABLE member (
    user_id      INT     NOT NULL,
    namespace_id INT     NOT NULL,
    role         TINYINT NOT NULL, -- 1 viewer, 2 editor, 3 owner
    PRIMARY KEY (user_id, namespace_id),
    INDEX member_namespace (namespace_id)
) ENGINE = InnoDB;
