-- V0005: the files whose content is the newest

ALTER TABLE node ADD INDEX node_recent (namespace_id, live, kind, committed_at);
