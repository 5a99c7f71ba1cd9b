--liquibase formatted sql
--changeset entrepot:20261122-2006-routing-rules splitStatements:false

-- Versions of the rules that two people put in force. Written once.
create sequence routing_rules_seq;
create table routing_rules (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  code         text        not null,
  content      jsonb       not null,
  valid_from   timestamptz not null,
  proposal     text        not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint routing_rules__code_uq unique (tenant_id, code)
);
create index routing_rules__valid_ix on routing_rules (tenant_id, valid_from desc, id desc);
select entrepot_secure('routing_rules');
grant select, insert on routing_rules to portal_app;
grant usage on sequence routing_rules_seq to portal_app;

-- Rules on the way: changed until they are proposed. The revision counts changes, so that what was tried out is known to be
-- what is proposed.
create sequence routing_draft_seq;
create table routing_draft (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  code         text        not null,
  content      jsonb       not null,
  revision     integer     not null default 1,
  state        text        not null,
  valid_from   timestamptz,
  proposal     text,
  changed_by   text        not null,
  changed_at   timestamptz not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint routing_draft__code_uq unique (tenant_id, code),
  constraint routing_draft__state_ck check (state in ('DRAFT', 'PROPOSED', 'APPROVED', 'REJECTED', 'DISCARDED'))
);
select entrepot_secure('routing_draft');
grant select, insert on routing_draft to portal_app;
grant update (content, revision, state, valid_from, proposal, changed_by, changed_at) on routing_draft to portal_app;
grant usage on sequence routing_draft_seq to portal_app;

-- What a draft would have done with a month's orders: reckoned piece by piece; the tally so far and the last decision seen.
create sequence routing_what_if_seq;
create table routing_what_if (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  draft        text        not null,
  revision     integer     not null,
  month        date        not null,
  state        text        not null,
  total        integer     not null,
  done         integer     not null default 0,
  last_id      bigint      not null default 0,
  tally        jsonb       not null,
  result       jsonb,
  started_by   text        not null,
  started_at   timestamptz not null,
  finished_at  timestamptz,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint routing_what_if__state_ck check (state in ('RUNNING', 'DONE', 'STOPPED'))
);
create index routing_what_if__draft_ix on routing_what_if (tenant_id, draft, id desc);
create index routing_what_if__running_ix on routing_what_if (tenant_id, id) where state = 'RUNNING';
select entrepot_secure('routing_what_if');
grant select, insert on routing_what_if to portal_app;
grant update (state, done, last_id, tally, result, finished_at) on routing_what_if to portal_app;
grant usage on sequence routing_what_if_seq to portal_app;

-- Peak periods that two people agreed on; one person may end one early.
create sequence routing_peak_seq;
create table routing_peak (
  tenant_id      bigint      not null references tenant (id),
  id             bigint      not null,
  code           text        not null,
  name           text        not null,
  starts_at      timestamptz not null,
  ends_at        timestamptz not null,
  accept_at_once boolean     not null,
  limit_percent  integer     not null,
  frozen         boolean     not null,
  fair_queue     boolean     not null,
  proposal       text        not null,
  stopped_at     timestamptz,
  stopped_by     text,
  recorded_at    timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint routing_peak__code_uq unique (tenant_id, code),
  constraint routing_peak__dates_ck check (starts_at < ends_at),
  constraint routing_peak__limit_ck check (limit_percent between 100 and 1000)
);
select entrepot_secure('routing_peak');
grant select, insert on routing_peak to portal_app;
grant update (stopped_at, stopped_by) on routing_peak to portal_app;
grant usage on sequence routing_peak_seq to portal_app;

-- A month's decisions for a replay, the last days' for a dealer's share.
create index routing_decision__at_ix on routing_decision (tenant_id, at, id);
