-- V0012: whom the files of an account go to that is to be deleted (decision 0024)

ALTER TABLE user
    ADD COLUMN heir_id INT NULL; -- user; NULL where the files go into the trash
