--liquibase formatted sql
--changeset entrepot:20261122-1830-platform-forgetting splitStatements:false

-- Facts that were heard and sign-ins of long ago may be forgotten; so the tables stop growing.
grant delete on outbox_fact to portal_app;
grant delete on sign_in to portal_app;
