-- V0016: an address is the same however it is written, so that nobody is buried in mail under many spellings

ALTER TABLE mail
    -- changed: compared without regard to case
    MODIFY COLUMN recipient VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_nopad_ci NOT NULL;
