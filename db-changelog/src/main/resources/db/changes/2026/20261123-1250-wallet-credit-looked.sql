--liquibase formatted sql
--changeset entrepot:20261123-1250-wallet-credit-looked splitStatements:false

-- What was used when a line was looked at: where less is used since, something was paid and a block may end.
alter table wallet_credit_line add column looked_used_minor bigint not null default 0;
grant update (looked_used_minor) on wallet_credit_line to portal_app;
create index wallet_credit_line__look_ix on wallet_credit_line (tenant_id, looked_on) where state in ('WAITING', 'ACTIVE', 'STOPPED', 'ENDED');

-- What was found then: what is due when, and by age.
alter table wallet_credit_line add column looked jsonb;
grant update (looked) on wallet_credit_line to portal_app;
