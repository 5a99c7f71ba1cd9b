--liquibase formatted sql
--changeset entrepot:20261123-1850-settlement-left-out splitStatements:false

-- Whom a run left out, or with what, that its statements do not say: entries that came after its period, and members that
-- another run has in hand. Written with the figures, in the same transaction.
create table settlement_left_out (
  tenant_id        bigint      not null,
  run_id           bigint      not null,
  why              text        not null,
  organisation_id  bigint      not null,
  entries          bigint      not null,
  amount_minor     bigint      not null,          -- of those entries, or what stands on the other run's statement
  currency         char(3)     not null,
  other_run        text        not null default '',
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, run_id, why, organisation_id),
  foreign key (tenant_id, run_id) references settlement_run (tenant_id, id),
  constraint settlement_left_out__why_ck check (why in ('LATER', 'ELSEWHERE'))
);
select entrepot_secure('settlement_left_out');
grant select, insert on settlement_left_out to portal_app;
