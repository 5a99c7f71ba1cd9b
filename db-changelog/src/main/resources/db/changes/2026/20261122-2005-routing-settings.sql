--liquibase formatted sql
--changeset entrepot:20261122-2005-routing-settings splitStatements:false

-- Counts what is kept in memory of a tenant's settings (routing rules, peak periods): every transaction reads it with the
-- tenant, so that each node sees at once that it has to read anew.
alter table tenant add column settings_version bigint not null default 0;
grant update (settings_version) on tenant to portal_app;

-- A dealer's wish that offers count as accepted; days on which a warehouse does not ship, as from/until/why with the first day
-- on which it is open again.
alter table warehouse add column auto_accept boolean not null default false;
alter table warehouse add column closures text[] not null default '{}';
grant update (auto_accept, closures) on warehouse to portal_app;
