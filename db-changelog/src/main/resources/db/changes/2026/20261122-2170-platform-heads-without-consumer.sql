--liquibase formatted sql
--changeset entrepot:20261122-2170-platform-heads-without-consumer splitStatements:false

-- MarkWhatWasLost is no consumer any more: a loss is the dealer's by verdict only. What still waited for it could never be told.
delete from outbox_head where consumer = 'MarkWhatWasLost';
