-- V0003: where bytes are: packs in the store, chunks in packs, uploads on their way (decision 0007)

-- Where a namespace's chunks are.
CREATE TABLE chunk (
    namespace_id  INT          NOT NULL,
    fingerprint   BINARY(32)   NOT NULL,
    pack_id       INT          NOT NULL,
    position      INT          NOT NULL, -- bytes from the pack's start
    stored_length INT          NOT NULL, -- bytes in the pack
    length        INT          NOT NULL, -- plain bytes
    encoding      TINYINT      NOT NULL, -- 0 identity, 1 gzip, 2 zstd
    PRIMARY KEY (namespace_id, fingerprint)
) ENGINE = InnoDB;

-- Chunks that were read and are not what their fingerprints say: answered as missing until they are uploaded again.
CREATE TABLE damaged_chunk (
    namespace_id INT        NOT NULL,
    fingerprint  BINARY(32) NOT NULL,
    found_at     BIGINT     NOT NULL,
    PRIMARY KEY (namespace_id, fingerprint)
) ENGINE = InnoDB;

-- An object in the store that holds chunks. Its directory lists them in their order, each fingerprint (32),
-- length (4), stored length (4) and encoding (1).
CREATE TABLE pack (
    id           INT         NOT NULL AUTO_INCREMENT PRIMARY KEY,
    object_key   VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    size         INT         NOT NULL, -- bytes
    checksum     BINARY(32)  NOT NULL, -- SHA-256 of the object
    directory    MEDIUMBLOB  NOT NULL,
    uploader_id  INT         NOT NULL, -- user
    state        TINYINT     NOT NULL, -- 0 not yet verified, 1 verified, 2 damaged
    created_at   BIGINT      NOT NULL,
    verified_at  BIGINT      NULL,
    CONSTRAINT pack_object UNIQUE (object_key),
    INDEX pack_state (state, id)
) ENGINE = InnoDB;

-- Which namespaces have chunks in a pack.
CREATE TABLE pack_use (
    pack_id      INT NOT NULL,
    namespace_id INT NOT NULL,
    PRIMARY KEY (pack_id, namespace_id)
) ENGINE = InnoDB;

CREATE TABLE upload (
    namespace_id   INT     NOT NULL,
    id             BIGINT  NOT NULL,
    user_id        INT     NOT NULL,
    device_id      INT     NOT NULL,
    state          TINYINT NOT NULL, -- 1 open, 2 completed, 3 ended
    expected_bytes BIGINT  NOT NULL,
    created_at     BIGINT  NOT NULL,
    expires_at     BIGINT  NOT NULL,
    -- of an upload of one file only, else NULL
    type           TINYINT      NULL, -- 1 SIMPLE, 2 RESUMABLE
    parent_id      BIGINT       NULL,
    name           VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
    file_id        BIGINT       NULL, -- reserved, or that of the file which gets a new version
    base_version   INT          NULL,
    file_size      BIGINT       NULL,
    modified_time  BIGINT       NULL, -- nanoseconds
    file_type      VARCHAR(127) CHARACTER SET ascii COLLATE ascii_bin NULL,
    version        INT          NULL, -- what it became, once it is completed
    PRIMARY KEY (namespace_id, id),
    INDEX upload_expiry (state, expires_at),
    INDEX upload_user (user_id, state)
) ENGINE = InnoDB;

CREATE TABLE upload_pack (
    namespace_id INT         NOT NULL,
    upload_id    BIGINT      NOT NULL,
    number       INT         NOT NULL, -- the client's own
    object_key   VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    size         INT         NOT NULL,
    checksum     BINARY(32)  NOT NULL,
    directory    MEDIUMBLOB  NOT NULL, -- as in pack; empty for SIMPLE until the server has cut the file
    status       TINYINT     NOT NULL, -- 1 NOT_UPLOADED, 2 UPLOADED, 3 FAILED
    pack_id      INT         NULL,     -- once a commit has taken it up
    signed_until BIGINT      NOT NULL, -- when the last URL for it ends
    PRIMARY KEY (namespace_id, upload_id, number)
) ENGINE = InnoDB;

-- Objects that nothing refers to, and that go once nobody can write them any more.
CREATE TABLE doomed_object (
    object_key   VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    delete_after BIGINT      NOT NULL,
    INDEX doomed_object_time (delete_after)
) ENGINE = InnoDB;

-- Background work: who does it now, and how it last went.
CREATE TABLE job (
    name        VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    holder      VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    held_until  BIGINT       NOT NULL,
    started_at  BIGINT       NULL,
    finished_at BIGINT       NULL,
    outcome     VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL
) ENGINE = InnoDB;
