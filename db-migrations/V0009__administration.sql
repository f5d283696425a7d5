-- V0009: what administrators decide about people, and what they have done (decision 0024)

ALTER TABLE user
    ADD COLUMN suspended_at BIGINT NULL,
    ADD COLUMN device_limit INT    NULL, -- NULL where the server's setting holds
    ADD COLUMN delete_after BIGINT NULL, -- the account is to go, but not before this
    ADD COLUMN closed_at    BIGINT NULL, -- the account is gone; the row stays for what still names it
    ADD INDEX user_role (role),
    ADD INDEX user_departure (delete_after);

ALTER TABLE device
    ADD COLUMN confirmed_until BIGINT NULL, -- how long the password counts as just given
    ADD INDEX device_seen (last_seen_at, id);

-- What administrators have done. Rows are added and never changed: the triggers refuse everything else.
CREATE TABLE audit (
    id      BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    at      BIGINT       NOT NULL,
    user_id INT          NULL, -- who did it; NULL for the server itself
    email   VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL, -- theirs, at that time
    address VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL, -- of the network, where they were
    act     VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL, -- whom or what it was done to
    detail  VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    INDEX audit_act (act, id)
) ENGINE = InnoDB;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the audit log is append-only';

CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the audit log is append-only';
