--liquibase formatted sql
--changeset entrepot:20261123-1500-settlement-disputes splitStatements:false

-- A member says that a line of its statement is wrong. While it is OPEN its amount_minor stays in DUE (is carried) and the
-- rest is paid. statement_id has no foreign key: a run that is taken back takes its statements with it, the dispute stays
-- and follows its line (posting_id) to the next one.
create sequence settlement_dispute_seq;
create table settlement_dispute (
  tenant_id           bigint      not null references tenant (id),
  id                  bigint      not null,
  code                text        not null,
  statement_id        bigint      not null,
  statement_code      text        not null,
  organisation_id     bigint      not null,
  posting_id          bigint      not null,
  account_kind        text        not null,             -- where the line stands, and where a follow-up is posted
  currency            char(3)     not null,
  line_minor          bigint      not null,             -- the line, credit positive
  amount_minor        bigint      not null,             -- what waits while it is OPEN; 0 for deductions and for what was issued already
  claimed_minor       bigint,                           -- what the member says that the line should be
  state               text        not null,
  reason              text        not null,
  file_code           text,
  file_type           text,
  raised_by           text        not null,
  raised_person_id    bigint,
  raised_at           timestamptz not null,
  deadline            timestamptz not null,
  answer              text        not null default '',
  granted_minor       bigint,                           -- what the line should have been, as headquarters says
  maker_person_id     bigint,
  maker_name          text,
  proposed_at         timestamptz,
  checker_person_id   bigint,
  answered_by         text,
  answered_at         timestamptz,
  recorded_at         timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, posting_id) references ledger_posting (tenant_id, id),
  constraint settlement_dispute__code_uq unique (tenant_id, code),
  constraint settlement_dispute__state_ck check (state in ('OPEN', 'ACCEPTED', 'REJECTED', 'WITHDRAWN')),
  constraint settlement_dispute__file_ck check ((file_code is null) = (file_type is null)),
  constraint settlement_dispute__account_ck check (account_kind in ('COMMISSION_DUE', 'DEALER_DUE')),
  constraint settlement_dispute__amount_ck check (amount_minor >= 0 and amount_minor <= greatest(line_minor, 0)),
  constraint settlement_dispute__answered_ck check ((state in ('ACCEPTED', 'REJECTED')) = (answered_at is not null)),
  constraint settlement_dispute__granted_ck check (state <> 'ACCEPTED' or granted_minor is not null and granted_minor <> line_minor),
  -- money is given by two persons
  constraint settlement_dispute__two_persons_ck check (checker_person_id <> maker_person_id
    and (state <> 'ACCEPTED' or granted_minor <= line_minor or (maker_person_id is not null and checker_person_id is not null)))
);
-- what was answered is answered; what was taken back may be said again
create unique index settlement_dispute__line_uq on settlement_dispute (tenant_id, posting_id, organisation_id) where state <> 'WITHDRAWN';
create index settlement_dispute__organisation_ix on settlement_dispute (tenant_id, organisation_id, id);
create index settlement_dispute__open_ix on settlement_dispute (tenant_id, deadline, id) where state = 'OPEN';
select entrepot_secure('settlement_dispute');
grant select, insert on settlement_dispute to portal_app;
grant update (statement_id, statement_code, state, answer, granted_minor, maker_person_id, maker_name, proposed_at, checker_person_id,
  answered_by, answered_at) on settlement_dispute to portal_app;
grant usage on sequence settlement_dispute_seq to portal_app;

-- What was answered stays as it was answered.
create function settlement_dispute_stays_answered() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  if old.state <> 'OPEN' and (new.state <> old.state or new.granted_minor is distinct from old.granted_minor
     or new.answer <> old.answer or new.checker_person_id is distinct from old.checker_person_id) then
    raise exception 'dispute % is answered', old.code using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger settlement_dispute_stays_answered before update on settlement_dispute
  for each row execute function settlement_dispute_stays_answered();

-- A member says that its statement is right: who, when, and of which figures.
alter table settlement_statement
  add column confirmed_at        timestamptz,
  add column confirmed_by        text,
  add column confirmed_person_id bigint,
  add column confirmed_hash      text,
  add constraint settlement_statement__confirmed_ck check ((confirmed_at is null) = (confirmed_hash is null));
grant update (confirmed_at, confirmed_by, confirmed_person_id, confirmed_hash) on settlement_statement to portal_app;

-- Which of its states the member was written to about.
alter table settlement_statement add column told text not null default '';
update settlement_statement set told = state;
grant update (told) on settlement_statement to portal_app;
create index settlement_statement__to_tell_ix on settlement_statement (tenant_id, id) where told <> state and state <> 'CALCULATED';

-- What each posting moved on a statement's accounts, all its legs together. Whoever changes how entries belong to statements
-- replaces this view; pages, files and proofs read nothing else.
create view settlement_line with (security_invoker = true) as
select s.tenant_id, s.id as statement_id, s.organisation_id, e.posting_id, min(e.kind) as kind, s.currency,
       sum(e.amount_minor)::bigint as amount_minor
  from settlement_statement s
  join settlement_entry e on e.tenant_id = s.tenant_id and e.run_id = s.run_id and e.organisation_id = s.organisation_id
 group by s.tenant_id, s.id, e.posting_id;
grant select on settlement_line to portal_app;
