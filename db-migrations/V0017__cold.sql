-- V0017: packs that nobody has read for long go to a colder class of storage (decision 0032)

ALTER TABLE pack
    -- days since 1970: when somebody last asked for bytes of it, or, of one that nobody has, when its row was made
    ADD COLUMN read_day      INT         NOT NULL DEFAULT (FLOOR(UNIX_TIMESTAMP() / 86400)),
    ADD COLUMN storage_class VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL, -- where it was moved to, if it was
    ADD INDEX pack_cold (storage_class, read_day);
