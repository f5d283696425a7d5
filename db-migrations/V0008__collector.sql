-- V0008: what the collector knows of namespaces and packs, and what people may keep (decision 0021)

ALTER TABLE namespace
    ADD COLUMN loosened_at BIGINT NOT NULL DEFAULT 0, -- when chunks may last have lost the last version that had them
    -- when the collector last began to look through it; a new one is left alone for a while
    ADD COLUMN swept_at    BIGINT NOT NULL DEFAULT (FLOOR(UNIX_TIMESTAMP(CURRENT_TIMESTAMP(6)) * 1000000)),
    ADD COLUMN swept_seq   BIGINT NOT NULL DEFAULT 0, -- head at that time
    ADD INDEX IF NOT EXISTS namespace_owner (owner_id);

ALTER TABLE pack
    ADD COLUMN live_bytes   INT     NULL,               -- stored bytes of chunks in use at the last review
    ADD COLUMN review       TINYINT NOT NULL DEFAULT 1, -- 1 if its chunks in use must be counted anew
    ADD COLUMN delete_after BIGINT  NULL,               -- of a dying pack: nothing refers to it
    ADD INDEX pack_read (state, verified_at),
    ADD INDEX pack_review (review, id),
    ADD INDEX pack_dying (delete_after);

-- Folders that are purged, and below which there is still something to purge.
CREATE TABLE purged_folder (
    namespace_id INT    NOT NULL,
    node_id      BIGINT NOT NULL,
    PRIMARY KEY (namespace_id, node_id)
) ENGINE = InnoDB;

-- What an administrator has set for one person; NULL where the server's setting holds.
ALTER TABLE user
    ADD COLUMN quota_bytes    BIGINT NULL, -- sizes of all files in tree and trash; 0 and more
    ADD COLUMN trash_days     INT    NULL,
    ADD COLUMN version_days   INT    NULL,
    ADD COLUMN version_count  INT    NULL; -- newest older versions of each file that stay whatever their age

ALTER TABLE upload
    ADD INDEX upload_of_namespace (namespace_id, state, expires_at);
