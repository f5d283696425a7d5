-- V0014: what visitors of links upload (decision 0028)

ALTER TABLE upload
    ADD COLUMN visitor BIGINT NULL; -- who brings it in the user's place; NULL for the user

ALTER TABLE upload_pack
    ADD COLUMN inspected TINYINT NOT NULL DEFAULT 0; -- 1 if it was read before a commit, and is what was said
