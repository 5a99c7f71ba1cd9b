--liquibase formatted sql
--changeset entrepot:20261123-1720-tax splitStatements:false

-- Who is paid behind an organisation. Name and number are sealed; the mark finds equal numbers without opening any.
create table tax_payee (
  tenant_id        bigint      not null references tenant (id),
  organisation_id  bigint      not null,
  name_sealed      text        not null,
  number_sealed    text        not null,
  number_mark      text        not null,
  continuous_from  date,
  by_name          text        not null,
  at               timestamptz not null,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, organisation_id),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id)
);
create index tax_payee__number_ix on tax_payee (tenant_id, number_mark);
select entrepot_secure('tax_payee');
grant select, insert on tax_payee to portal_app;
grant update (name_sealed, number_sealed, number_mark, continuous_from, by_name, at) on tax_payee to portal_app;

-- What two persons agreed on is withheld from a day on. Never changed: the later one counts.
create sequence tax_table_seq;
create table tax_table (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  method       text        not null,
  valid_from   date        not null,
  content      jsonb       not null,
  proposal     text        not null,
  why          text        not null,
  by_name      text        not null,
  at           timestamptz not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint tax_table__proposal_uq unique (tenant_id, proposal),
  constraint tax_table__method_ck check (method in ('PER_PAYMENT', 'CUMULATIVE'))
);
select entrepot_secure('tax_table');
grant select, insert on tax_table to portal_app;
grant usage on sequence tax_table_seq to portal_app;

-- What was reported of a month, and paid over by another person than who reported it.
create sequence tax_filing_seq;
create table tax_filing (
  tenant_id          bigint      not null references tenant (id),
  id                 bigint      not null,
  code               text        not null,
  month              date        not null,
  persons            integer     not null,
  unnamed            integer     not null,
  gross_minor        bigint      not null,
  tax_minor          bigint      not null,
  currency           char(3)     not null,
  by_person_id       bigint,
  by_name            text        not null,
  at                 timestamptz not null,
  paid_on            date,
  reference          text,
  paid_by_person_id  bigint,
  paid_by_name       text,
  recorded_at        timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint tax_filing__code_uq unique (tenant_id, code),
  constraint tax_filing__two_persons_ck check (paid_by_person_id <> by_person_id),
  constraint tax_filing__paid_ck check ((paid_on is null) = (reference is null))
);
select entrepot_secure('tax_filing');
grant select, insert on tax_filing to portal_app;
grant update (paid_on, reference, paid_by_person_id, paid_by_name) on tax_filing to portal_app;
grant usage on sequence tax_filing_seq to portal_app;

-- The register: one row a statement and organisation. The person is the mark of its number, or the organisation while nobody has said it.
create sequence tax_withheld_seq;
create table tax_withheld (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  statement        text        not null,
  organisation_id  bigint      not null,
  person           text        not null,
  pay_date         date        not null,
  gross_minor      bigint      not null,
  tax_minor        bigint      not null,
  currency         char(3)     not null,
  method           text        not null,
  explanation      jsonb       not null,
  filing_id        bigint,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id),
  foreign key (tenant_id, filing_id) references tax_filing (tenant_id, id),
  constraint tax_withheld__statement_uq unique (tenant_id, statement, organisation_id),
  constraint tax_withheld__amount_ck check (gross_minor > 0 and tax_minor between 0 and gross_minor),
  constraint tax_withheld__method_ck check (method in ('NONE', 'PER_PAYMENT', 'CUMULATIVE'))
);
create index tax_withheld__person_ix on tax_withheld (tenant_id, person, pay_date) include (gross_minor, tax_minor);
create index tax_withheld__month_ix on tax_withheld (tenant_id, pay_date);
create index tax_withheld__organisation_ix on tax_withheld (tenant_id, organisation_id, id);
select entrepot_secure('tax_withheld');
grant select, insert on tax_withheld to portal_app;
grant update (person, filing_id) on tax_withheld to portal_app;
grant usage on sequence tax_withheld_seq to portal_app;
