--liquibase formatted sql
--changeset entrepot:20261122-1005-platform-outbox-jobs splitStatements:false

-- Facts and who still has to hear of them. Heads carry no business data and are readable to all, so that a
-- worker finds the tenants that have work; the facts themselves are behind row level security.
create sequence outbox_fact_seq;
create table outbox_fact (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  type         text        not null,
  payload      jsonb       not null,
  occurred_at  timestamptz not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id)
);
select entrepot_secure('outbox_fact');
grant select, insert on outbox_fact to portal_app;
grant usage on sequence outbox_fact_seq to portal_app;

create table outbox_head (
  tenant_id   bigint      not null,
  fact_id     bigint      not null,
  consumer    text        not null,
  attempts    integer     not null default 0,
  next_at     timestamptz not null default now(),
  parked      boolean     not null default false,
  last_error  text,
  primary key (tenant_id, fact_id, consumer),
  foreign key (tenant_id, fact_id) references outbox_fact (tenant_id, id)
);
create index outbox_head__due_ix on outbox_head (next_at, tenant_id) where not parked;
grant select, insert, update, delete on outbox_head to portal_app;

create table job_head (
  tenant_id  bigint      not null references tenant (id),
  name       text        not null,
  next_at    timestamptz not null default now(),
  primary key (tenant_id, name)
);
grant select, insert, update on job_head to portal_app;
