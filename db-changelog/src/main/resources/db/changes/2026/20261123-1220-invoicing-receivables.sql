--liquibase formatted sql
--changeset entrepot:20261123-1220-invoicing-receivables splitStatements:false

-- To whom an invoice is written: kept by the member, one a member; headquarters' own has its organisation, too.
create table invoicing_party (
  tenant_id        bigint      not null references tenant (id),
  organisation_id  bigint      not null,
  title            text        not null,
  tax_number       text        not null,
  address          text        not null default '',
  phone            text        not null default '',
  bank             text        not null default '',
  bank_account     text        not null default '',
  email            text        not null default '',
  changed_by       text        not null,
  changed_at       timestamptz not null,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, organisation_id),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id)
);
select entrepot_secure('invoicing_party');
grant select, insert on invoicing_party to portal_app;
grant update (title, tax_number, address, phone, bank, bank_account, email, changed_by, changed_at) on invoicing_party to portal_app;

-- Charges that come again: a franchise fee a month or a year, by the dates of the contract.
create sequence invoicing_schedule_seq;
create table invoicing_schedule (
  tenant_id        bigint       not null references tenant (id),
  id               bigint       not null,
  code             text         not null,
  organisation_id  bigint       not null,
  kind             text         not null,
  title            text         not null,
  currency         char(3)      not null,
  net_minor        bigint       not null,
  vat_rate         numeric(9,6) not null,
  every            text         not null,
  due_days         integer      not null,
  starts_on        date         not null,
  ends_on          date,
  next_on          date         not null,
  state            text         not null,
  by_name          text         not null,
  at               timestamptz  not null,
  recorded_at      timestamptz  not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id),
  constraint invoicing_schedule__code_uq unique (tenant_id, code),
  constraint invoicing_schedule__kind_ck check (kind in ('FRANCHISE_FEE', 'OTHER')),
  constraint invoicing_schedule__every_ck check (every in ('MONTH', 'YEAR')),
  constraint invoicing_schedule__state_ck check (state in ('ACTIVE', 'STOPPED')),
  constraint invoicing_schedule__net_ck check (net_minor > 0 and vat_rate between 0 and 1 and due_days between 0 and 366)
);
create index invoicing_schedule__next_ix on invoicing_schedule (tenant_id, next_on) where state = 'ACTIVE';
create index invoicing_schedule__organisation_ix on invoicing_schedule (tenant_id, organisation_id, id);
select entrepot_secure('invoicing_schedule');
grant select, insert on invoicing_schedule to portal_app;
grant update (next_on, state) on invoicing_schedule to portal_app;
grant usage on sequence invoicing_schedule_seq to portal_app;

-- What a member was charged. Open is what is neither paid, credited, settled nor lost.
create sequence invoicing_receivable_seq;
create table invoicing_receivable (
  tenant_id        bigint       not null references tenant (id),
  id               bigint       not null,
  code             text         not null,
  organisation_id  bigint       not null,
  kind             text         not null,
  title            text         not null,
  cause            text         not null,             -- the schedule and its day, what else it comes from, or its own code
  currency         char(3)      not null,
  net_minor        bigint       not null,
  vat_minor        bigint       not null,
  vat_rate         numeric(9,6) not null,
  open_minor       bigint       not null,
  issued_on        date         not null,
  due_on           date         not null,
  state            text         not null,
  by_name          text         not null,
  at               timestamptz  not null,
  recorded_at      timestamptz  not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id),
  constraint invoicing_receivable__code_uq unique (tenant_id, code),
  constraint invoicing_receivable__cause_uq unique (tenant_id, cause),
  constraint invoicing_receivable__kind_ck check (kind in ('FRANCHISE_FEE', 'OTHER', 'NEGATIVE_BALANCE')),
  constraint invoicing_receivable__amount_ck check (net_minor > 0 and vat_minor >= 0 and open_minor between 0 and net_minor + vat_minor),
  constraint invoicing_receivable__state_ck check (state in ('OPEN', 'CLOSED') and (state = 'OPEN') = (open_minor > 0))
);
create index invoicing_receivable__open_ix on invoicing_receivable (tenant_id, organisation_id, due_on) where state = 'OPEN';
create index invoicing_receivable__organisation_ix on invoicing_receivable (tenant_id, organisation_id, id);
select entrepot_secure('invoicing_receivable');
grant select, insert on invoicing_receivable to portal_app;
grant update (open_minor, state) on invoicing_receivable to portal_app;
grant usage on sequence invoicing_receivable_seq to portal_app;

create sequence invoicing_receivable_move_seq;
create table invoicing_receivable_move (
  tenant_id      bigint      not null references tenant (id),
  id             bigint      not null,
  receivable_id  bigint      not null,
  no             integer     not null,
  kind           text        not null,
  amount_minor   bigint      not null,
  currency       char(3)     not null,
  reference      text        not null,                -- the bank's, the statement's code, or the reason
  proposal_code  text,
  by_name        text        not null,
  at             timestamptz not null,
  recorded_at    timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, receivable_id) references invoicing_receivable (tenant_id, id),
  foreign key (tenant_id, proposal_code) references proposal (tenant_id, code),
  constraint invoicing_receivable_move__no_uq unique (tenant_id, receivable_id, no),
  constraint invoicing_receivable_move__kind_ck check (kind in ('BANK', 'WALLET', 'CREDITED', 'SETTLED', 'LOST')),
  constraint invoicing_receivable_move__amount_ck check (amount_minor > 0),
  constraint invoicing_receivable_move__two_persons_ck check ((kind = 'LOST') = (proposal_code is not null))
);
create unique index invoicing_receivable_move__statement_uq on invoicing_receivable_move (tenant_id, receivable_id, reference) where kind = 'SETTLED';
select entrepot_secure('invoicing_receivable_move');
grant select, insert on invoicing_receivable_move to portal_app;
grant usage on sequence invoicing_receivable_move_seq to portal_app;
