-- V0013: how much was transferred, for the console's chart (decision 0023)

CREATE TABLE transfer (
    hour      INT     NOT NULL, -- since 1970
    direction TINYINT NOT NULL, -- 1 into the store, 2 out of it
    bytes     BIGINT  NOT NULL, -- of all server nodes
    PRIMARY KEY (hour, direction)
) ENGINE = InnoDB;
