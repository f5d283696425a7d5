-- V0010: folders and files shared with people (decision 0020)

ALTER TABLE namespace
    ADD COLUMN elsewhere_id  INT    NULL, -- the namespace that its nodes are in: not yet in this one, or no more
    ADD COLUMN converting_id BIGINT NULL; -- nothing may change at this node and below it for now: see conversion

ALTER TABLE node
    ADD COLUMN target_id   INT NULL, -- of a mount, which is a folder with a target: the namespace that hangs there
    ADD COLUMN moved_to_id INT NULL; -- of a tombstone: the namespace that the node went to

ALTER TABLE member
    ADD COLUMN mount_id BIGINT NULL; -- where the namespace hangs in the member's own tree

-- Nodes that are not where they were born. By (namespace, number), as the upper and lower half of an id are.
CREATE TABLE node_moved (
    node_id      BIGINT NOT NULL PRIMARY KEY,
    namespace_id INT    NOT NULL -- where it is now
) ENGINE = InnoDB;

-- A folder that becomes a namespace of its own, or a namespace that becomes a folder again.
CREATE TABLE conversion (
    shared_id  INT     NOT NULL PRIMARY KEY, -- the namespace that comes or goes
    tree_id    INT     NOT NULL, -- the owner's own
    folder_id  BIGINT  NOT NULL, -- there: the folder that becomes a mount, or the mount that becomes a folder
    sharing    TINYINT NOT NULL, -- 1 the folder becomes a namespace, 0 the way back
    swapped    TINYINT NOT NULL, -- 0 rows are being copied; 1 the copies count, and what they were made from goes
    seq_offset BIGINT  NOT NULL, -- the seqs that copies have begin after this one
    held_until BIGINT  NOT NULL, -- somebody is at work on it; after that, anybody may go on
    INDEX conversion_tree (tree_id)
) ENGINE = InnoDB;

-- That a namespace is shared with an address. Who has proven the address may accept, and is a member then.
CREATE TABLE share (
    id           INT          NOT NULL PRIMARY KEY,
    namespace_id INT          NOT NULL,
    email        VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL, -- as typed
    email_key    VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL, -- lower case
    user_id      INT          NULL, -- who has accepted
    role         TINYINT      NOT NULL, -- as in member
    shared_by    INT          NOT NULL, -- user
    created_at   BIGINT       NOT NULL,
    CONSTRAINT share_address UNIQUE (namespace_id, email_key),
    INDEX share_email (email_key),
    INDEX share_user (user_id)
) ENGINE = InnoDB;
