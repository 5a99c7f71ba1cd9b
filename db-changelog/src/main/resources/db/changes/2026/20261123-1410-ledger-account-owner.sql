--liquibase formatted sql
--changeset entrepot:20261123-1410-ledger-account-owner splitStatements:false

-- Row level security lets no index be searched by coalesce(), which the planner takes for a function that may leak: every look-up of
-- an account read all accounts of the tenant. A column of its own is searched.
alter table ledger_account add column owner_id bigint generated always as (coalesce(organisation_id, 0)) stored;
create unique index ledger_account__owner_uq on ledger_account (tenant_id, owner_id, kind) include (id, currency);
