-- V0011: the second factor: codes of an authenticator, and codes for when it is lost (decision 0027)

CREATE TABLE second_factor (
    user_id   INT        NOT NULL PRIMARY KEY,
    seed      BINARY(32) NOT NULL, -- what the server's secret makes the authenticator's secret of
    begun_at  BIGINT     NOT NULL,
    proven_at BIGINT     NULL,     -- when the person gave a first code; it is not asked for before
    last_step BIGINT     NOT NULL, -- of time, whose code was used last: no code is good twice
    CONSTRAINT second_factor_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
) ENGINE = InnoDB;

CREATE TABLE recovery_code (
    code_hash BINARY(32) NOT NULL PRIMARY KEY, -- SHA-256; a used one has no row
    user_id   INT        NOT NULL,
    INDEX recovery_code_user (user_id),
    CONSTRAINT recovery_code_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
) ENGINE = InnoDB;
