-- V0002: nodes, their journal and history (decisions 0004, 0005, 0006)
--
-- Every table of a tree has namespace_id first in its primary key: the partition key of later.

-- A node's row is its newest state, and with its seq also its entry in the journal.
CREATE TABLE node (
    namespace_id  INT            NOT NULL,
    id            BIGINT         NOT NULL,
    parent_id     BIGINT         NULL, -- NULL for the top folder
    name          VARCHAR(255)   CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    name_key      VARBINARY(765) NOT NULL, -- UTF-8 of what makes names equal
    kind          TINYINT        NOT NULL, -- 1 folder, 2 file
    live          TINYINT        NULL CHECK (live = 1), -- NULL in the trash (see trash) and after it
    seq           BIGINT         NOT NULL, -- of its last change
    rev           INT            NOT NULL, -- counts all its changes
    created_at    BIGINT         NOT NULL,
    -- of files only, else 0 or NULL
    version       INT            NOT NULL, -- the rev at which the content came
    size          BIGINT         NOT NULL, -- bytes
    modified_time BIGINT         NOT NULL, -- nanoseconds; for folders when they were made
    committed_at  BIGINT         NOT NULL, -- when the content came
    committed_by  INT            NOT NULL, -- device
    executable    TINYINT        NOT NULL,
    file_type     VARCHAR(127)   CHARACTER SET ascii COLLATE ascii_bin NULL,
    fingerprint   BINARY(32)     NULL,
    sha256        BINARY(32)     NULL,
    manifest      VARBINARY(289) NULL, -- in the form of ManifestColumn; NULL if longer than 8 chunks: see manifest
    PRIMARY KEY (namespace_id, id),
    CONSTRAINT node_name UNIQUE (namespace_id, parent_id, name_key, live),
    CONSTRAINT node_journal UNIQUE (namespace_id, seq),
    INDEX node_by_name (namespace_id, parent_id, live, kind, name_key),
    INDEX node_by_time (namespace_id, parent_id, live, kind, modified_time),
    INDEX node_by_size (namespace_id, parent_id, live, kind, size)
) ENGINE = InnoDB;

-- What can be restored. A node that is neither live nor here is a tombstone.
CREATE TABLE trash (
    namespace_id INT    NOT NULL,
    node_id      BIGINT NOT NULL,
    trashed_at   BIGINT NOT NULL,
    trashed_by   INT    NOT NULL, -- device
    PRIMARY KEY (namespace_id, node_id),
    INDEX trash_by_time (namespace_id, trashed_at, node_id)
) ENGINE = InnoDB;

-- A state of a node that is no more: an older content, a former place, the time before a delete.
CREATE TABLE history (
    namespace_id   INT            NOT NULL,
    node_id        BIGINT         NOT NULL,
    rev            INT            NOT NULL, -- of the state that was superseded
    superseded_seq BIGINT         NOT NULL,
    superseded_at  BIGINT         NOT NULL,
    superseded_by  INT            NOT NULL, -- device
    content        TINYINT        NOT NULL, -- 1 if the content was superseded: an older version
    conflict       TINYINT        NOT NULL, -- 1 if it was superseded by one who had not seen it
    live           TINYINT        NOT NULL, -- 1 if it was in the tree
    parent_id      BIGINT         NULL,
    name           VARCHAR(255)   CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    version        INT            NOT NULL,
    size           BIGINT         NOT NULL,
    modified_time  BIGINT         NOT NULL,
    committed_at   BIGINT         NOT NULL,
    committed_by   INT            NOT NULL,
    executable     TINYINT        NOT NULL,
    file_type      VARCHAR(127)   CHARACTER SET ascii COLLATE ascii_bin NULL,
    fingerprint    BINARY(32)     NULL,
    sha256         BINARY(32)     NULL,
    manifest       VARBINARY(289) NULL,
    PRIMARY KEY (namespace_id, node_id, rev),
    INDEX history_journal (namespace_id, superseded_seq)
) ENGINE = InnoDB;

-- Manifests of more than 8 chunks, by the version's fingerprint: a list of segments, each its fingerprint (32),
-- number of chunks (4) and bytes of the file (8).
CREATE TABLE manifest (
    namespace_id INT        NOT NULL,
    fingerprint  BINARY(32) NOT NULL,
    average      INT        NOT NULL, -- average chunk size in bytes
    segments     MEDIUMBLOB NOT NULL,
    PRIMARY KEY (namespace_id, fingerprint)
) ENGINE = InnoDB;

-- A run of consecutive entries of manifests, by the SHA-256 of them: each fingerprint (32) and length (4).
CREATE TABLE segment (
    namespace_id INT        NOT NULL,
    fingerprint  BINARY(32) NOT NULL,
    entries      BLOB       NOT NULL,
    PRIMARY KEY (namespace_id, fingerprint)
) ENGINE = InnoDB;

-- What a device has asked with an idempotency key, and what it was told.
CREATE TABLE request (
    device_id   INT         NOT NULL,
    request_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    body_hash   BINARY(32)  NOT NULL,
    result      MEDIUMBLOB  NOT NULL, -- JSON in gzip
    created_at  BIGINT      NOT NULL,
    PRIMARY KEY (device_id, request_key),
    INDEX request_age (created_at)
) ENGINE = InnoDB;

-- What the whole installation knows about itself; one row.
CREATE TABLE installation (
    id           TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
    epoch        BIGINT  NOT NULL, -- cursors of another epoch are reset
    probed_store BINARY(32) NULL   -- fingerprint of the store settings that passed the probe
) ENGINE = InnoDB;
