--liquibase formatted sql
--changeset entrepot:20261122-1100-network splitStatements:false

-- Who belongs to a tenant. Written by JPA; sequences grow by 50 because it takes ids in blocks.
create sequence organisation_seq increment 50 start 50;
create table organisation (
  tenant_id      bigint      not null references tenant (id),
  id             bigint      not null,
  code           text        not null,
  name           text        not null,
  headquarters   boolean     not null,
  sells          boolean     not null,
  holds_stock    boolean     not null,
  franchised     boolean     not null,
  upline_id      bigint,
  tier           text,
  state          text        not null,
  province       text        not null,
  city           text        not null,
  contact_name   text        not null,
  email          text        not null,
  phone          text        not null,
  tax_profile    text        not null,
  product_lines  text        not null,
  contract_from  date        not null,
  contract_to    date,
  since          timestamptz not null,
  version        integer     not null,
  recorded_at    timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint organisation__code_uq unique (tenant_id, code),
  constraint organisation__upline_fk foreign key (tenant_id, upline_id) references organisation (tenant_id, id),
  constraint organisation__upline_ck check (upline_id <> id),
  constraint organisation__state_ck check (state in ('ACTIVE', 'SUSPENDED', 'ENDING', 'CLOSED')),
  constraint organisation__abilities_ck check (sells or holds_stock or franchised),
  constraint organisation__tier_ck check (headquarters or tier is not null),
  constraint organisation__contract_ck check (contract_to >= contract_from)
);
create unique index organisation__headquarters_uq on organisation (tenant_id) where headquarters;
create index organisation__upline_ix on organisation (tenant_id, upline_id);
select entrepot_secure('organisation');
grant select, insert, update on organisation to portal_app;
grant usage on sequence organisation_seq to portal_app;

-- The terms of tiers, dated: new terms are a new row.
create sequence tier_seq increment 50 start 50;
create table tier (
  tenant_id          bigint       not null references tenant (id),
  id                 bigint       not null,
  code               text         not null,
  name               text         not null,
  rank_no            integer      not null,
  discount_percent   numeric(6,3) not null,
  band_low_percent   numeric(6,3) not null,
  band_high_percent  numeric(6,3) not null,
  valid_from         date         not null,
  confirmed          boolean      not null,
  recorded_at        timestamptz  not null default now(),
  primary key (tenant_id, id),
  constraint tier__code_uq unique (tenant_id, code, valid_from),
  constraint tier__discount_ck check (discount_percent > 0 and discount_percent <= 100),
  constraint tier__band_ck check (band_low_percent > 0 and band_low_percent <= band_high_percent)
);
select entrepot_secure('tier');
grant select, insert on tier to portal_app;
grant usage on sequence tier_seq to portal_app;

create sequence territory_seq increment 50 start 50;
create table territory (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  organisation_id  bigint      not null,
  province         text        not null,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint territory__organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, id),
  constraint territory__province_uq unique (tenant_id, province, organisation_id)
);
create index territory__organisation_ix on territory (tenant_id, organisation_id);
select entrepot_secure('territory');
grant select, insert, delete on territory to portal_app;
grant usage on sequence territory_seq to portal_app;

create sequence sub_shop_seq increment 50 start 50;
create table sub_shop (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  code             text        not null,
  organisation_id  bigint      not null,
  name             text        not null,
  channel          text        not null,
  currency         char(3)     not null,
  state            text        not null,
  opened_at        timestamptz not null,
  version          integer     not null,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint sub_shop__code_uq unique (tenant_id, code),
  constraint sub_shop__organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, id),
  constraint sub_shop__state_ck check (state in ('OPEN', 'STOPPED', 'CLOSED'))
);
create unique index sub_shop__name_uq on sub_shop (tenant_id, organisation_id, lower(name))
  where state <> 'CLOSED';
select entrepot_secure('sub_shop');
grant select, insert, update on sub_shop to portal_app;
grant usage on sequence sub_shop_seq to portal_app;

-- The work calendar: dated weeks, and the days that are not as their weekday says.
create sequence working_hours_seq increment 50 start 50;
create table working_hours (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  valid_from   date        not null,
  weekdays     text        not null,
  opens_at     time        not null,
  closes_at    time        not null,
  confirmed    boolean     not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint working_hours__valid_from_uq unique (tenant_id, valid_from),
  constraint working_hours__weekdays_ck check (weekdays ~ '^[1-7]{1,7}$'),
  constraint working_hours__open_ck check (opens_at < closes_at)
);
select entrepot_secure('working_hours');
grant select, insert on working_hours to portal_app;
grant usage on sequence working_hours_seq to portal_app;

create sequence special_day_seq increment 50 start 50;
create table special_day (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  special_date  date        not null,
  worked        boolean     not null,
  name          text        not null,
  confirmed     boolean     not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint special_day__date_uq unique (tenant_id, special_date)
);
select entrepot_secure('special_day');
grant select, insert, delete on special_day to portal_app;
grant usage on sequence special_day_seq to portal_app;
