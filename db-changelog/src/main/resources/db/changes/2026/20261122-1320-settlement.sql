--liquibase formatted sql
--changeset entrepot:20261122-1320-settlement splitStatements:false

-- What the books publish to those above: each leg with its account and its cause. Credit is positive here,
-- because it is read for what headquarters owes.
create view ledger_movement with (security_invoker = true) as
select e.tenant_id, e.posting_id, e.leg, a.kind, a.organisation_id, e.currency, -e.amount_minor as amount_minor,
       p.event, p.cause_type, p.cause_code, p.note, p.occurred_at
  from ledger_entry e
  join ledger_account a on a.tenant_id = e.tenant_id and a.id = e.account_id
  join ledger_posting p on p.tenant_id = e.tenant_id and p.id = e.posting_id;
grant select on ledger_movement to portal_app;

-- The closing of a period. One active run for a period and scope; who approves is neither who started nor who
-- submitted it, and approves exactly the totals that were shown.
create sequence settlement_run_seq;
create table settlement_run (
  tenant_id            bigint      not null references tenant (id),
  id                   bigint      not null,
  code                 text        not null,
  scope                text        not null default 'ALL',
  month                date        not null,
  period_from          timestamptz not null,
  period_to            timestamptz not null,
  state                text        not null,
  currency             char(3)     not null,
  minimum_minor        bigint      not null,
  maker_person_id      bigint,
  maker_name           text        not null,
  started_at           timestamptz not null,
  submitter_person_id  bigint,
  submitter_name       text,
  submitted_at         timestamptz,
  checker_person_id    bigint,
  checker_name         text,
  approved_at          timestamptz,
  totals               jsonb,
  totals_hash          text,
  approved_hash        text,
  problem              text        not null default '',
  recorded_at          timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint settlement_run__code_uq unique (tenant_id, code),
  constraint settlement_run__state_ck check (state in ('DRAFT', 'COLLECTED', 'CALCULATED', 'PREVIEWED', 'SUBMITTED',
    'APPROVED', 'POSTED', 'ISSUED', 'PAID_OUT', 'CANCELLED')),
  constraint settlement_run__two_persons_ck check (
    checker_person_id <> maker_person_id and checker_person_id <> submitter_person_id),
  constraint settlement_run__approved_ck check (state not in ('APPROVED', 'POSTED', 'ISSUED', 'PAID_OUT')
    or checker_person_id is not null and approved_hash is not null and approved_hash = totals_hash)
);
create unique index settlement_run__active_uq on settlement_run (tenant_id, period_from, scope)
  where state <> 'CANCELLED';
select entrepot_secure('settlement_run');
grant select, insert on settlement_run to portal_app;
grant update (state, submitter_person_id, submitter_name, submitted_at, checker_person_id, checker_name, approved_at,
  totals, totals_hash, approved_hash, problem) on settlement_run to portal_app;
grant usage on sequence settlement_run_seq to portal_app;

-- One organisation's account of a run.
create sequence settlement_statement_seq;
create table settlement_statement (
  tenant_id             bigint      not null references tenant (id),
  id                    bigint      not null,
  code                  text        not null,
  run_id                bigint      not null,
  organisation_id       bigint      not null,
  state                 text        not null,
  currency              char(3)     not null,
  opening_minor         bigint      not null,
  lines_minor           bigint      not null,
  payouts_minor         bigint      not null,
  closing_minor         bigint      not null,
  commission_due_minor  bigint      not null,             -- of the closing: stands in COMMISSION_DUE before the run is posted
  dealer_due_minor      bigint      not null,
  payable_minor         bigint      not null,             -- moved to PAYABLE by this run
  carried_minor         bigint      not null,             -- stays in DUE
  carry_reason          text        not null default '',
  posted                boolean     not null default false,
  content               text,
  hash                  text,
  issued_at             timestamptz,
  bank_reference        text,
  paid_at               timestamptz,
  recorded_at           timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, run_id) references settlement_run (tenant_id, id),
  constraint settlement_statement__code_uq unique (tenant_id, code),
  constraint settlement_statement__organisation_uq unique (tenant_id, run_id, organisation_id),
  constraint settlement_statement__sum_ck check (opening_minor + lines_minor - payouts_minor = closing_minor),
  constraint settlement_statement__due_ck check (payable_minor + carried_minor = commission_due_minor + dealer_due_minor
    and payable_minor >= 0),
  constraint settlement_statement__state_ck check (state in ('CALCULATED', 'PREVIEWED', 'ISSUED', 'PAID')),
  constraint settlement_statement__issued_ck check ((state in ('ISSUED', 'PAID')) = (content is not null and hash is not null)),
  constraint settlement_statement__paid_ck check ((state = 'PAID') = (paid_at is not null))
);
create index settlement_statement__organisation_ix on settlement_statement (tenant_id, organisation_id, id);
select entrepot_secure('settlement_statement');
grant select, insert, delete on settlement_statement to portal_app;
grant update (state, posted, content, hash, issued_at, bank_reference, paid_at) on settlement_statement to portal_app;
grant usage on sequence settlement_statement_seq to portal_app;

-- The frozen list of a run. An entry of the books stands on one statement at most: that is its primary key.
create table settlement_entry (
  tenant_id        bigint   not null,
  posting_id       bigint   not null,
  leg              smallint not null,
  run_id           bigint   not null,
  organisation_id  bigint   not null,
  kind             text     not null,
  amount_minor     bigint   not null,                     -- credit positive
  primary key (tenant_id, posting_id, leg),
  foreign key (tenant_id, posting_id, leg) references ledger_entry (tenant_id, posting_id, leg),
  foreign key (tenant_id, run_id) references settlement_run (tenant_id, id)
);
create index settlement_entry__run_ix on settlement_entry (tenant_id, run_id, organisation_id);
create index settlement_entry__organisation_ix on settlement_entry (tenant_id, organisation_id, run_id) include (kind, amount_minor);
select entrepot_secure('settlement_entry');
grant select, insert, delete on settlement_entry to portal_app;

-- What was printed once is printed the same for ever.
create table settlement_print (
  tenant_id     bigint      not null,
  statement_id  bigint      not null,
  language      text        not null,
  bytes         bytea       not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, statement_id, language),
  foreign key (tenant_id, statement_id) references settlement_statement (tenant_id, id)
);
select entrepot_secure('settlement_print');
grant select, insert on settlement_print to portal_app;

-- What two persons approved stays as it was: totals, list and statements of an approved run.
create function settlement_run_stays_approved() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  if old.state in ('APPROVED', 'POSTED', 'ISSUED', 'PAID_OUT')
     and (new.state in ('DRAFT', 'COLLECTED', 'CALCULATED', 'PREVIEWED', 'SUBMITTED', 'CANCELLED')
          or new.totals_hash is distinct from old.totals_hash or new.approved_hash is distinct from old.approved_hash
          or new.checker_person_id is distinct from old.checker_person_id) then
    raise exception 'settlement run % is approved', old.code using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger settlement_run_stays_approved before update on settlement_run
  for each row execute function settlement_run_stays_approved();

create function settlement_is_not_undone() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  if exists (select from gone g join settlement_run r on r.tenant_id = g.tenant_id and r.id = g.run_id
              where r.state in ('APPROVED', 'POSTED', 'ISSUED', 'PAID_OUT')) then
    raise exception '% of an approved run stays', tg_table_name using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end
$$;
revoke execute on function settlement_is_not_undone() from public;
create trigger settlement_is_not_undone after delete on settlement_entry
  referencing old table as gone for each statement execute function settlement_is_not_undone();
create trigger settlement_is_not_undone after delete on settlement_statement
  referencing old table as gone for each statement execute function settlement_is_not_undone();

create function settlement_statement_stays_issued() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  if old.state in ('ISSUED', 'PAID') and (new.content is distinct from old.content or new.hash is distinct from old.hash) then
    raise exception 'statement % is issued', old.code using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger settlement_statement_stays_issued before update on settlement_statement
  for each row execute function settlement_statement_stays_issued();
