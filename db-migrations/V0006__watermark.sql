-- V0006: by what a database that was restored from a backup is known (sync, "A restored server")

CREATE TABLE watermark (
    id      TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
    level   BIGINT  NOT NULL, -- grows with the changes; the store has the highest that was ever written
    made_at BIGINT  NOT NULL  -- seconds; when the file of this table was made, 0 before the first start
) ENGINE = InnoDB;

INSERT INTO watermark (id, level, made_at) VALUES (1, 0, 0);
