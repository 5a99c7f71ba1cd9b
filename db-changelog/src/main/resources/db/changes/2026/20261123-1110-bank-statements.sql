--liquibase formatted sql
--changeset entrepot:20261123-1110-bank-statements splitStatements:false

-- Headquarters' accounts at banks. In the books they are one account, BANK; statements are of each.
create sequence bank_account_seq;
create table bank_account (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  code          text        not null,
  name          text        not null,
  holder        text        not null,
  bank          text        not null default '',
  bic           text        not null default '',
  number        text        not null,
  currency      char(3)     not null,
  state         text        not null,
  shown         boolean     not null default true,
  opened_at     timestamptz not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint bank_account__code_uq unique (tenant_id, code),
  constraint bank_account__number_uq unique (tenant_id, number),
  constraint bank_account__state_ck check (state in ('ACTIVE', 'STOPPED'))
);
select entrepot_secure('bank_account');
grant select, insert on bank_account to portal_app;
grant update (name, holder, bank, bic, number, state, shown) on bank_account to portal_app;
grant usage on sequence bank_account_seq to portal_app;

-- How a bank's tables are read: which column is what. Known again by the names of the columns.
create sequence bank_template_seq;
create table bank_template (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  code          text        not null,
  name          text        not null,
  header        text        not null,
  mapping       jsonb       not null,
  kept_by       text        not null,
  kept_at       timestamptz not null,
  primary key (tenant_id, id),
  constraint bank_template__code_uq unique (tenant_id, code),
  constraint bank_template__header_uq unique (tenant_id, header)
);
select entrepot_secure('bank_template');
grant select, insert on bank_template to portal_app;
grant update (name, mapping, kept_by, kept_at) on bank_template to portal_app;
grant usage on sequence bank_template_seq to portal_app;

-- A file that a bank gave, once: its bytes stand in stored_file.
create sequence bank_import_seq;
create table bank_import (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  code            text        not null,
  bank_account_id bigint      not null,
  file_code       text        not null,
  file_name       text        not null,
  sha256          text        not null,
  format          text        not null,
  taken           integer     not null,
  left_out        integer     not null,
  reasons         jsonb       not null,
  imported_by     text        not null,
  imported_at     timestamptz not null,
  primary key (tenant_id, id),
  constraint bank_import__code_uq unique (tenant_id, code),
  constraint bank_import__file_uq unique (tenant_id, sha256),
  constraint bank_import__account_fk foreign key (tenant_id, bank_account_id) references bank_account (tenant_id, id),
  constraint bank_import__format_ck check (format in ('CSV', 'XLSX', 'CAMT053', 'MT940'))
);
select entrepot_secure('bank_import');
grant select, insert on bank_import to portal_app;
grant usage on sequence bank_import_seq to portal_app;

create sequence bank_statement_seq;
create table bank_statement (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  code            text        not null,
  import_id       bigint      not null,
  bank_account_id bigint      not null,
  number          text        not null,
  from_date       date        not null,
  to_date         date        not null,
  opening_minor   bigint      not null,
  closing_minor   bigint      not null,
  currency        char(3)     not null,
  proved          boolean     not null,
  lines           integer     not null,
  state           text        not null,
  imported_at     timestamptz not null,
  primary key (tenant_id, id),
  constraint bank_statement__code_uq unique (tenant_id, code),
  constraint bank_statement__import_fk foreign key (tenant_id, import_id) references bank_import (tenant_id, id),
  constraint bank_statement__account_fk foreign key (tenant_id, bank_account_id) references bank_account (tenant_id, id),
  constraint bank_statement__dates_ck check (from_date <= to_date),
  constraint bank_statement__state_ck check (state in ('OPEN', 'DONE'))
);
create unique index bank_statement__number_uq on bank_statement (tenant_id, bank_account_id, number) where number <> '';
create index bank_statement__account_ix on bank_statement (tenant_id, bank_account_id, to_date, id);
select entrepot_secure('bank_statement');
grant select, insert on bank_statement to portal_app;
grant update (state) on bank_statement to portal_app;
grant usage on sequence bank_statement_seq to portal_app;

-- A movement at the bank: what came in is positive. Its identity is found again in whichever file it comes.
create sequence bank_line_seq;
create table bank_line (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  code            text        not null,
  statement_id    bigint      not null,
  bank_account_id bigint      not null,
  no              integer     not null,
  booked_on       date        not null,
  value_on        date        not null,
  amount_minor    bigint      not null,
  currency        char(3)     not null,
  name            text        not null,
  account         text        not null,
  text            text        not null,
  end_to_end      text        not null,
  servicer        text        not null,
  kind_code       text        not null,
  returned        boolean     not null,
  identity        text        not null,
  state           text        not null,
  settled_as      text,
  target          text,
  organisation_id bigint,
  settled_by      text,
  settled_at      timestamptz,
  reason          text        not null default '',
  primary key (tenant_id, id),
  constraint bank_line__code_uq unique (tenant_id, code),
  constraint bank_line__identity_uq unique (tenant_id, bank_account_id, identity),
  constraint bank_line__statement_fk foreign key (tenant_id, statement_id) references bank_statement (tenant_id, id),
  constraint bank_line__account_fk foreign key (tenant_id, bank_account_id) references bank_account (tenant_id, id),
  constraint bank_line__amount_ck check (amount_minor <> 0),
  constraint bank_line__state_ck check (state in ('OPEN', 'SETTLED')),
  constraint bank_line__settled_ck check ((state = 'SETTLED') = (settled_as is not null and settled_at is not null and settled_by is not null))
);
create index bank_line__statement_ix on bank_line (tenant_id, statement_id, no);
create index bank_line__open_ix on bank_line (tenant_id, id) where state = 'OPEN';
create index bank_line__payer_ix on bank_line (tenant_id, account, id) where organisation_id is not null and account <> '';
create index bank_line__name_ix on bank_line (tenant_id, name, id) where organisation_id is not null and name <> '';
select entrepot_secure('bank_line');
grant select, insert on bank_line to portal_app;
grant update (state, settled_as, target, organisation_id, settled_by, settled_at, reason) on bank_line to portal_app;
grant usage on sequence bank_line_seq to portal_app;

-- Which postings of BANK a line is: a posting's money is at the bank once.
create table bank_match (
  tenant_id    bigint not null references tenant (id),
  line_id      bigint not null,
  posting_id   bigint not null,
  amount_minor bigint not null,
  primary key (tenant_id, line_id, posting_id),
  constraint bank_match__posting_uq unique (tenant_id, posting_id),
  constraint bank_match__line_fk foreign key (tenant_id, line_id) references bank_line (tenant_id, id),
  constraint bank_match__ledger_fk foreign key (tenant_id, posting_id) references ledger_posting (tenant_id, id)
);
select entrepot_secure('bank_match');
grant select, insert on bank_match to portal_app;

-- Money that nobody knows, until somebody does. Clearing it takes two persons.
create sequence bank_suspense_seq;
create table bank_suspense (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  code            text        not null,
  line_id         bigint      not null,
  amount_minor    bigint      not null,
  currency        char(3)     not null,
  state           text        not null,
  reason          text        not null,
  opened_by       text        not null,
  opened_at       timestamptz not null,
  cleared_to      text,
  organisation_id bigint,
  cleared_at      timestamptz,
  maker_person_id bigint,
  checker_person_id bigint,
  primary key (tenant_id, id),
  constraint bank_suspense__code_uq unique (tenant_id, code),
  constraint bank_suspense__line_uq unique (tenant_id, line_id),
  constraint bank_suspense__line_fk foreign key (tenant_id, line_id) references bank_line (tenant_id, id),
  constraint bank_suspense__state_ck check (state in ('OPEN', 'PROPOSED', 'CLEARED')),
  constraint bank_suspense__to_ck check (cleared_to in ('WALLET', 'RECEIVABLE', 'BACK', 'FEES', 'ADJUSTMENTS')),
  constraint bank_suspense__cleared_ck check ((state = 'CLEARED') = (cleared_at is not null)),
  constraint bank_suspense__two_ck check (state <> 'CLEARED' or maker_person_id <> checker_person_id and maker_person_id is not null and checker_person_id is not null)
);
create index bank_suspense__state_ix on bank_suspense (tenant_id, state, id);
select entrepot_secure('bank_suspense');
grant select, insert on bank_suspense to portal_app;
grant update (state, cleared_to, organisation_id, cleared_at, maker_person_id, checker_person_id) on bank_suspense to portal_app;
grant usage on sequence bank_suspense_seq to portal_app;
