--liquibase formatted sql
--changeset entrepot:20261122-1940-webhook-endpoints splitStatements:false

-- Where an organisation's programs want to be told what happens. Secrets are sealed, never in clear.
create sequence webhook_endpoint_seq;
create table webhook_endpoint (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  code             text        not null,
  organisation_id  bigint      not null,
  headquarters     boolean     not null,
  url              text        not null,
  remark           text        not null default '',
  events           text[]      not null,
  contact          text        not null,
  language         text        not null,
  state            text        not null default 'ACTIVE',
  why              text        not null default '',
  secret           text        not null,
  old_secret       text,
  old_until        timestamptz,
  failures         integer     not null default 0,
  failing_since    timestamptz,
  rest_until       timestamptz,
  made_by          text        not null,
  created_at       timestamptz not null,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint webhook_endpoint__code_uq unique (tenant_id, code),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id),
  constraint webhook_endpoint__state_ck check (state in ('ACTIVE', 'DISABLED', 'REMOVED'))
);
create index webhook_endpoint__organisation_ix on webhook_endpoint (tenant_id, organisation_id) where state <> 'REMOVED';
select entrepot_secure('webhook_endpoint');
grant select, insert on webhook_endpoint to portal_app;
grant update (url, remark, events, contact, language, state, why, secret, old_secret, old_until, failures, failing_since, rest_until)
  on webhook_endpoint to portal_app;
grant usage on sequence webhook_endpoint_seq to portal_app;

-- What happened, as one organisation may know it; the same text goes to each of its endpoints that asked for it.
create sequence webhook_message_seq;
create table webhook_message (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  code             text        not null,
  organisation_id  bigint      not null,
  source           text        not null,
  event            text        not null,
  thing            text        not null,
  body             text        not null,
  occurred_at      timestamptz not null,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint webhook_message__code_uq unique (tenant_id, code),
  constraint webhook_message__source_uq unique (tenant_id, organisation_id, source)
);
create index webhook_message__organisation_ix on webhook_message (tenant_id, organisation_id, id);
create index webhook_message__age_ix on webhook_message (tenant_id, recorded_at);
select entrepot_secure('webhook_message');
grant select, insert, delete on webhook_message to portal_app;
grant usage on sequence webhook_message_seq to portal_app;

-- One message on its way to one endpoint.
create table webhook_delivery (
  tenant_id     bigint      not null references tenant (id),
  endpoint_id   bigint      not null,
  message_id    bigint      not null,
  state         text        not null default 'WAITING',
  attempts      integer     not null default 0,
  next_at       timestamptz,
  outcome       text,
  tried_at      timestamptz,
  primary key (tenant_id, endpoint_id, message_id),
  foreign key (tenant_id, endpoint_id) references webhook_endpoint (tenant_id, id),
  foreign key (tenant_id, message_id) references webhook_message (tenant_id, id) on delete cascade,
  constraint webhook_delivery__state_ck check (state in ('WAITING', 'DELIVERED', 'FAILED', 'LEFT_OUT')),
  constraint webhook_delivery__next_ck check ((state = 'WAITING') = (next_at is not null))
);
create index webhook_delivery__due_ix on webhook_delivery (tenant_id, endpoint_id, next_at, message_id) where state = 'WAITING';
create index webhook_delivery__message_ix on webhook_delivery (tenant_id, message_id);
select entrepot_secure('webhook_delivery');
grant select, insert, update, delete on webhook_delivery to portal_app;

-- What each try led to: a class of answer, never what the other side said.
create table webhook_attempt (
  tenant_id     bigint      not null references tenant (id),
  endpoint_id   bigint      not null,
  message_id    bigint      not null,
  no            integer     not null,
  outcome       text        not null,
  good          boolean     not null,
  millis        integer     not null,
  at            timestamptz not null default now(),
  primary key (tenant_id, endpoint_id, message_id, no),
  foreign key (tenant_id, endpoint_id, message_id) references webhook_delivery (tenant_id, endpoint_id, message_id) on delete cascade
);
select entrepot_secure('webhook_attempt');
grant select, insert, delete on webhook_attempt to portal_app;

-- Which endpoints have something to be told and when; without business data and readable to all, as the outbox's heads are.
create table webhook_queue (
  tenant_id    bigint      not null,
  endpoint_id  bigint      not null,
  next_at      timestamptz not null,
  lease_until  timestamptz not null default '-infinity',
  primary key (tenant_id, endpoint_id),
  foreign key (tenant_id, endpoint_id) references webhook_endpoint (tenant_id, id)
);
create index webhook_queue__due_ix on webhook_queue (next_at, tenant_id);
grant select, insert, update on webhook_queue to portal_app;
