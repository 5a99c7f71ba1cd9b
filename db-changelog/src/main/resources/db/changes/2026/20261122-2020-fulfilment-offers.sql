--liquibase formatted sql
--changeset entrepot:20261122-2020-fulfilment-offers splitStatements:false

-- What was taken in part: the rest is a consignment of its own that says where it came from.
alter table consignment add column split_from bigint;
alter table consignment add column accepted_at timestamptz;
-- How many reminders the dealer got for this offer, and when nobody could ship it the last time that was tried.
alter table consignment add column reminders smallint not null default 0;
alter table consignment add column tried_at timestamptz;
grant update (accepted_at, reminders, tried_at, freight_minor, pieces, dealer_supply) on consignment to portal_app;
grant update (no, variant_id, sku, title, quantity, supply_minor) on consignment_line to portal_app;
grant delete on consignment_line to portal_app;
create index consignment__split_ix on consignment (tenant_id, split_from) where split_from is not null;

-- One thing that a dealer did with a consignment and that its promise score counts; contested and judged in place.
create sequence dealer_mark_seq;
create table dealer_mark (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  code            text        not null,
  dealer_id       bigint      not null,
  warehouse_id    bigint      not null,
  consignment_id  bigint      not null,
  consignment     text        not null,
  order_code      text        not null,
  kind            text        not null,
  reason          text        not null,
  note            text        not null,
  counts          boolean     not null,
  pieces          integer     not null,
  pieces_kept     integer     not null,
  speed           integer,
  at              timestamptz not null,
  fine_minor      bigint      not null default 0,
  currency        char(3)     not null,
  contest         text,
  contest_reason  text,
  contested_by    text,
  contested_at    timestamptz,
  verdict         text,
  judged_by       text,
  judged_at       timestamptz,
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint dealer_mark__code_uq unique (tenant_id, code),
  foreign key (tenant_id, consignment_id) references consignment (tenant_id, id),
  foreign key (tenant_id, warehouse_id) references warehouse (tenant_id, id),
  constraint dealer_mark__kind_ck check (kind in ('ACCEPTED', 'PARTLY', 'DECLINED', 'EXPIRED', 'SHIPPED_IN_TIME',
    'SHIPPED_LATE', 'RAN_OUT', 'DAMAGED', 'LOST')),
  constraint dealer_mark__contest_ck check (contest in ('CONTESTED', 'UPHELD', 'STRUCK')),
  constraint dealer_mark__contested_ck check ((contest is null) = (contested_at is null)),
  constraint dealer_mark__judged_ck check ((contest in ('UPHELD', 'STRUCK')) = (judged_at is not null) or contest is null),
  constraint dealer_mark__speed_ck check (speed between 0 and 100),
  constraint dealer_mark__fine_ck check (fine_minor >= 0)
);
create index dealer_mark__warehouse_ix on dealer_mark (tenant_id, warehouse_id, at);
create index dealer_mark__dealer_ix on dealer_mark (tenant_id, dealer_id, id);
create index dealer_mark__at_ix on dealer_mark (tenant_id, at);
create index dealer_mark__contested_ix on dealer_mark (tenant_id, contested_at) where contest = 'CONTESTED';
create unique index dealer_mark__once_uq on dealer_mark (tenant_id, consignment_id, warehouse_id, kind)
  where kind in ('SHIPPED_IN_TIME', 'SHIPPED_LATE', 'DAMAGED', 'LOST');
select entrepot_secure('dealer_mark');
grant select, insert on dealer_mark to portal_app;
grant update (counts, contest, contest_reason, contested_by, contested_at, verdict, judged_by, judged_at)
  on dealer_mark to portal_app;
grant usage on sequence dealer_mark_seq to portal_app;

-- How far a dealer's warehouse keeps its promises: 0 to 100, with the numbers behind it. A warehouse without a row has 100.
create table dealer_score (
  tenant_id     bigint      not null references tenant (id),
  warehouse_id  bigint      not null,
  dealer_id     bigint      not null,
  score         integer     not null,
  numbers       jsonb       not null,
  at            timestamptz not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, warehouse_id),
  foreign key (tenant_id, warehouse_id) references warehouse (tenant_id, id),
  constraint dealer_score__score_ck check (score between 0 and 100)
);
select entrepot_secure('dealer_score');
grant select, insert on dealer_score to portal_app;
grant update (score, numbers, at) on dealer_score to portal_app;

-- What a dealer pays for being late or out of what it accepted, and how long that may be contested: the newest that
-- has begun counts; without one the defaults do.
create sequence dealer_terms_seq;
create table dealer_terms (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  valid_from    timestamptz not null,
  late_minor    bigint      not null,
  out_minor     bigint      not null,
  currency      char(3)     not null,
  contest_days  integer     not null,
  proposal      text        not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint dealer_terms__fines_ck check (late_minor >= 0 and out_minor >= 0),
  constraint dealer_terms__days_ck check (contest_days between 1 and 60)
);
create index dealer_terms__from_ix on dealer_terms (tenant_id, valid_from desc);
select entrepot_secure('dealer_terms');
grant select, insert on dealer_terms to portal_app;
grant usage on sequence dealer_terms_seq to portal_app;
