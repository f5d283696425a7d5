-- V0015: what an edge may have in its cache (decision 0029)

CREATE TABLE edge_copy (
    namespace_id INT    NOT NULL,
    node_id      BIGINT NOT NULL,
    version      INT    NOT NULL,
    size         BIGINT NOT NULL, -- bytes
    noted_at     BIGINT NOT NULL, -- when somebody was last given a URL of it, give or take half a day
    PRIMARY KEY (namespace_id, node_id, version),
    INDEX edge_copy_time (noted_at)
) ENGINE = InnoDB;
