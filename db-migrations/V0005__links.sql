-- V0005: links, by which people without an account see one file or folder

CREATE TABLE link (
    id            INT          NOT NULL PRIMARY KEY,
    token_hash    BINARY(32)   NOT NULL, -- of the token; the token itself is nowhere
    seed          BINARY(32)   NOT NULL, -- what the server's secret makes the token of, to show it to its maker again
    user_id       INT          NOT NULL, -- who made it: it opens nothing that they may not see
    node_id       BIGINT       NOT NULL,
    allow         VARCHAR(12)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- VIEW or DOWNLOAD
    password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
    generation    INT          NOT NULL, -- counts changes of the password; each ends all visits
    max_downloads INT          NULL,
    downloads     INT          NOT NULL,
    visits        INT          NOT NULL,
    last_visit_at BIGINT       NULL,
    created_at    BIGINT       NOT NULL,
    expires_at    BIGINT       NULL,
    CONSTRAINT link_token UNIQUE (token_hash),
    CONSTRAINT link_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE,
    INDEX link_maker (user_id, created_at)
) ENGINE = InnoDB;
