--liquibase formatted sql
--changeset entrepot:20261123-1400-settlement-chains splitStatements:false

-- An entry of the books stands on a statement by its posting's number, not by a row of its own: an organisation's statements
-- are a chain, each begins where the one before ends, and an entry of its DUE, DEALER_DUE and PAYABLE accounts stands on
-- the one whose (from_posting, to_posting] holds it. No fork, no gap and no overlap can be written, by whomever.
alter table settlement_run
  add column kind                text    not null default 'MONTH',
  add column organisation_id     bigint,                       -- an off-cycle run of one member; null: all
  add column is_final            boolean not null default false,
  add column reason              text    not null default '',
  add column cut_posting         bigint,                       -- the last posting that the run takes
  add column waits_for           text[]  not null default '{}',-- transactions that may still write postings below the cut
  add column cursor_organisation bigint  not null default 0,
  add column members             integer not null default 0,   -- whom to look at
  add column looked_at           integer not null default 0,
  add column objections_until    timestamptz,
  add column pay_on              date,
  add column left_out            jsonb   not null default '{}',
  add constraint settlement_run__kind_ck check (kind in ('MONTH', 'HALF_MONTH', 'WEEK', 'OFF_CYCLE')),
  add constraint settlement_run__scope_ck check ((organisation_id is null) = (kind <> 'OFF_CYCLE')
    and scope = coalesce(organisation_id::text, 'ALL') and (not is_final or kind = 'OFF_CYCLE'));
grant update (cut_posting, waits_for, cursor_organisation, members, looked_at, objections_until, pay_on, left_out)
  on settlement_run to portal_app;
grant select on sequence ledger_posting_seq to portal_app;

alter table settlement_statement
  add column previous_id      bigint,
  add column from_posting     bigint not null default 0,
  add column to_posting       bigint not null default 0,
  add column entries          integer not null default 0,
  add column receivable_minor bigint not null default 0,       -- netted with what the member owes headquarters
  add column credit_minor     bigint not null default 0,       -- netted with what its wallet is overdue
  add column tax_minor        bigint not null default 0,       -- withheld
  add column disputed_minor   bigint not null default 0,       -- of what is carried: waits for disputes
  add column netting          jsonb  not null default '{}';    -- which charges, how the tax was found

-- What was settled by lists becomes chains: a run's cut is the last posting that it listed, its own aside.
update settlement_run r set cut_posting = coalesce((
  select max(e.posting_id) from settlement_entry e
    join ledger_posting p on p.tenant_id = e.tenant_id and p.id = e.posting_id
   where e.tenant_id = r.tenant_id and e.run_id = r.id and p.event <> 'settlement.posted'), 0)
 where r.state <> 'CANCELLED';
-- a run that found nothing ends where the one before ended
update settlement_run r set cut_posting = greatest(r.cut_posting, coalesce((
  select max(o.cut_posting) from settlement_run o
   where o.tenant_id = r.tenant_id and o.period_from < r.period_from and o.state <> 'CANCELLED'), 0))
 where r.state <> 'CANCELLED';
update settlement_statement s
   set previous_id = c.previous_id, from_posting = c.from_posting, to_posting = c.to_posting,
       entries = (select count(*) from settlement_entry e where e.tenant_id = s.tenant_id and e.run_id = s.run_id
                     and e.organisation_id = s.organisation_id)
  from (select t.tenant_id, t.id, lag(t.id) over chain as previous_id,
               coalesce(lag(r.cut_posting) over chain, 0) as from_posting, r.cut_posting as to_posting
          from settlement_statement t join settlement_run r on r.tenant_id = t.tenant_id and r.id = t.run_id
        window chain as (partition by t.tenant_id, t.organisation_id order by r.period_from, t.id)) c
 where c.tenant_id = s.tenant_id and c.id = s.id;

alter table settlement_statement
  add constraint settlement_statement__link_uq unique (tenant_id, organisation_id, id, to_posting),
  add constraint settlement_statement__chain_uq unique nulls not distinct (tenant_id, organisation_id, previous_id),
  add constraint settlement_statement__chain_fk foreign key (tenant_id, organisation_id, previous_id, from_posting)
    references settlement_statement (tenant_id, organisation_id, id, to_posting),
  add constraint settlement_statement__range_ck check (to_posting >= from_posting and (previous_id is not null or from_posting = 0)),
  drop constraint settlement_statement__due_ck,
  add constraint settlement_statement__due_ck check (
    payable_minor + carried_minor + receivable_minor + credit_minor + tax_minor = commission_due_minor + dealer_due_minor
    and payable_minor >= 0 and receivable_minor >= 0 and credit_minor >= 0 and tax_minor >= 0 and disputed_minor >= 0);
grant update (payable_minor, carried_minor, receivable_minor, credit_minor, tax_minor, disputed_minor, carry_reason, netting)
  on settlement_statement to portal_app;
create index settlement_statement__to_pay_ix on settlement_statement (tenant_id, run_id, id) where payable_minor > 0 and state <> 'PAID';

-- The lists stay as they were for who wants to compare; nobody writes them any more.
revoke insert, delete on settlement_entry from portal_app;

-- What two persons approved stays as it was, for the application and for the owner of the tables: of the run everything but
-- where its work stands, of its statements every figure from the moment they were submitted; none comes, none goes.
create or replace function settlement_run_stays_approved() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
declare
  work text[] := array['state', 'problem', 'cursor_organisation', 'looked_at'];
begin
  if old.state in ('APPROVED', 'POSTED', 'ISSUED', 'PAID_OUT')
     and (new.state in ('DRAFT', 'COLLECTED', 'CALCULATED', 'PREVIEWED', 'SUBMITTED', 'CANCELLED')
          or to_jsonb(new) - work <> to_jsonb(old) - work) then
    raise exception 'settlement run % is approved', old.code using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
alter table settlement_run enable always trigger settlement_run_stays_approved;

create function settlement_run_is_not_deleted() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  raise exception 'a settlement run is cancelled, not deleted' using errcode = 'integrity_constraint_violation';
end
$$;
create trigger settlement_run_is_not_deleted before delete or truncate on settlement_run
  for each statement execute function settlement_run_is_not_deleted();
alter table settlement_run enable always trigger settlement_run_is_not_deleted;

create function settlement_statement_stays_submitted() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  if exists (select from settlement_run r where r.tenant_id = old.tenant_id and r.id in (old.run_id, new.run_id)
                and r.state in ('SUBMITTED', 'APPROVED', 'POSTED', 'ISSUED', 'PAID_OUT')) then
    raise exception 'the figures of statement % stay as they were submitted', old.code using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger settlement_statement_stays_submitted before update on settlement_statement
  for each row when ((old.tenant_id, old.id, old.code, old.run_id, old.organisation_id, old.currency, old.opening_minor, old.lines_minor,
    old.payouts_minor, old.closing_minor, old.commission_due_minor, old.dealer_due_minor, old.payable_minor, old.carried_minor,
    old.receivable_minor, old.credit_minor, old.tax_minor, old.disputed_minor, old.netting, old.previous_id, old.from_posting,
    old.to_posting)
    is distinct from (new.tenant_id, new.id, new.code, new.run_id, new.organisation_id, new.currency, new.opening_minor, new.lines_minor,
    new.payouts_minor, new.closing_minor, new.commission_due_minor, new.dealer_due_minor, new.payable_minor, new.carried_minor,
    new.receivable_minor, new.credit_minor, new.tax_minor, new.disputed_minor, new.netting, new.previous_id, new.from_posting,
    new.to_posting)) execute function settlement_statement_stays_submitted();
alter table settlement_statement enable always trigger settlement_statement_stays_submitted;
alter table settlement_statement enable always trigger settlement_statement_stays_issued;
alter table settlement_statement enable always trigger settlement_is_not_undone;

create function settlement_statement_comes_in_time() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  if exists (select from come c join settlement_run r on r.tenant_id = c.tenant_id and r.id = c.run_id
              where r.state in ('SUBMITTED', 'APPROVED', 'POSTED', 'ISSUED', 'PAID_OUT')) then
    raise exception 'no statement joins a run that was submitted' using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end
$$;
create trigger settlement_statement_comes_in_time after insert on settlement_statement
  referencing new table as come for each statement execute function settlement_statement_comes_in_time();
alter table settlement_statement enable always trigger settlement_statement_comes_in_time;
create function settlement_statement_is_not_emptied() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  raise exception 'statements are not emptied' using errcode = 'integrity_constraint_violation';
end
$$;
create trigger settlement_statement_is_not_emptied before truncate on settlement_statement
  for each statement execute function settlement_statement_is_not_emptied();
alter table settlement_statement enable always trigger settlement_statement_is_not_emptied;
revoke execute on function settlement_statement_stays_submitted(), settlement_statement_comes_in_time() from public;

-- How a tenant settles, from a day on; put in force by two persons.
create sequence settlement_terms_seq;
create table settlement_terms (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  proposal_code   text        not null,
  valid_from      date        not null,
  kind            text        not null,
  preview_day     integer     not null,          -- on that day after the period's end the run is previewed
  objection_days  integer     not null,          -- working days
  approve_by_day  integer     not null,
  pay_days        integer[]   not null,          -- days of the month, next working day
  minimum_minor   bigint      not null,
  currency        char(3)     not null,
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint settlement_terms__proposal_uq unique (tenant_id, proposal_code),
  constraint settlement_terms__kind_ck check (kind in ('MONTH', 'HALF_MONTH', 'WEEK')),
  constraint settlement_terms__days_ck check (preview_day between 1 and 28 and objection_days between 0 and 20
    and approve_by_day between 1 and 28 and cardinality(pay_days) between 1 and 6 and minimum_minor >= 0)
);
create index settlement_terms__valid_ix on settlement_terms (tenant_id, valid_from desc, id desc);
select entrepot_secure('settlement_terms');
grant select, insert on settlement_terms to portal_app;
grant usage on sequence settlement_terms_seq to portal_app;

-- An amount by hand for one member: one proposes, another approves; then it is posted and stands on the next statement.
create sequence settlement_adjustment_seq;
create table settlement_adjustment (
  tenant_id          bigint      not null references tenant (id),
  id                 bigint      not null,
  code               text        not null,
  organisation_id    bigint      not null,
  account_kind       text        not null,
  currency           char(3)     not null,
  amount_minor       bigint      not null,       -- positive: for the member
  reason             text        not null,
  file_code          text,
  file_type          text,
  state              text        not null,
  maker_person_id    bigint,
  maker_name         text        not null,
  proposed_at        timestamptz not null,
  checker_person_id  bigint,
  checker_name       text,
  decided_at         timestamptz,
  verdict            text        not null default '',
  recorded_at        timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint settlement_adjustment__code_uq unique (tenant_id, code),
  constraint settlement_adjustment__state_ck check (state in ('PROPOSED', 'APPROVED', 'REJECTED')),
  constraint settlement_adjustment__account_ck check (account_kind in ('COMMISSION_DUE', 'DEALER_DUE')),
  constraint settlement_adjustment__amount_ck check (amount_minor <> 0),
  constraint settlement_adjustment__two_persons_ck check (checker_person_id <> maker_person_id),
  constraint settlement_adjustment__approved_ck check (state <> 'APPROVED'
    or maker_person_id is not null and checker_person_id is not null and decided_at is not null)
);
create index settlement_adjustment__organisation_ix on settlement_adjustment (tenant_id, organisation_id, id);
create index settlement_adjustment__waiting_ix on settlement_adjustment (tenant_id, id) where state = 'PROPOSED';
select entrepot_secure('settlement_adjustment');
grant select, insert on settlement_adjustment to portal_app;
grant update (state, checker_person_id, checker_name, decided_at, verdict) on settlement_adjustment to portal_app;
grant usage on sequence settlement_adjustment_seq to portal_app;
create function settlement_adjustment_stays_decided() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  if tg_op = 'DELETE' or old.state <> 'PROPOSED' or (new.amount_minor, new.organisation_id, new.account_kind, new.currency, new.reason,
      new.maker_person_id) is distinct from (old.amount_minor, old.organisation_id, old.account_kind, old.currency, old.reason,
      old.maker_person_id) then
    raise exception 'adjustment % stays as it was proposed and decided', old.code using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger settlement_adjustment_stays_decided before update or delete on settlement_adjustment
  for each row execute function settlement_adjustment_stays_decided();
alter table settlement_adjustment enable always trigger settlement_adjustment_stays_decided;
