--liquibase formatted sql
--changeset entrepot:20261123-1300-payout-accounts splitStatements:false

-- Where a member wants its money: a bank account, an Alipay account, or its own wallet. A row never changes what it says; a change is a new row.
-- The number is sealed, shown masked, and compared by a keyed fingerprint. Who enters is not who verifies; the wallet needs nobody.
create sequence payout_account_seq;
create table payout_account (
  tenant_id           bigint      not null references tenant (id),
  id                  bigint      not null,
  code                text        not null,
  organisation_id     bigint      not null,
  kind                text        not null,
  number_sealed       text        not null default '',
  number_masked       text        not null default '',
  fingerprint         text        not null default '',
  holder              text        not null default '',
  holder_written      text        not null default '',            -- as the payout file carries it
  bank_name           text        not null default '',
  bank_written        text        not null default '',
  bank_code           text        not null default '',            -- BIC, or the 12 digits of CNAPS
  state               text        not null,
  replaces_id         bigint,
  shared_with         text        not null default '',            -- members with the same account, accepted when it was verified
  entered_person_id   bigint      not null,
  entered_by          text        not null,
  entered_at          timestamptz not null,
  frozen_until        timestamptz not null,
  decided_person_id   bigint,
  decided_by          text,
  decided_at          timestamptz,
  decided_how         text        not null default '',
  reason              text        not null default '',
  recorded_at         timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id),
  foreign key (tenant_id, replaces_id) references payout_account (tenant_id, id),
  constraint payout_account__code_uq unique (tenant_id, code),
  constraint payout_account__kind_ck check (kind in ('IBAN', 'CN_BANK', 'ALIPAY', 'WALLET')),
  constraint payout_account__state_ck check (state in ('PROPOSED', 'VERIFIED', 'REJECTED', 'REPLACED')),
  constraint payout_account__number_ck check ((kind = 'WALLET') = (number_sealed = '') and (kind = 'WALLET') = (fingerprint = '')),
  constraint payout_account__two_persons_ck check (decided_person_id <> entered_person_id),
  constraint payout_account__verified_ck check (state not in ('VERIFIED', 'REJECTED') or kind = 'WALLET'
    or decided_person_id is not null and decided_at is not null),
  constraint payout_account__frozen_ck check (kind = 'WALLET' or frozen_until >= entered_at + interval '72 hours')
);
-- one that counts for a member: the last one that was entered and not rejected
create unique index payout_account__current_uq on payout_account (tenant_id, organisation_id) where state in ('PROPOSED', 'VERIFIED');
create index payout_account__organisation_ix on payout_account (tenant_id, organisation_id, id);
create index payout_account__fingerprint_ix on payout_account (tenant_id, fingerprint) where fingerprint <> '';
create index payout_account__proposed_ix on payout_account (tenant_id, id) where state = 'PROPOSED';
select entrepot_secure('payout_account');
grant select, insert on payout_account to portal_app;
grant update (state, shared_with, decided_person_id, decided_by, decided_at, decided_how, reason) on payout_account to portal_app;
grant usage on sequence payout_account_seq to portal_app;

-- What leaves from PAYABLE: once a cause.
create sequence payout_seq;
create table payout (
  tenant_id           bigint      not null references tenant (id),
  id                  bigint      not null,
  code                text        not null,
  organisation_id     bigint      not null,
  cause_type          text        not null,
  cause_code          text        not null,
  amount_minor        bigint      not null,
  currency            char(3)     not null,
  due_on              date        not null,
  state               text        not null,
  reason              text        not null default '',            -- why it waits: words of the bank, or the rule that holds it
  failed_account_id   bigint,                                     -- what the bank refused; the same account is not tried again by itself
  attempts            integer     not null default 0,
  reference           text        not null default '',
  requested_by        text        not null,
  requested_at        timestamptz not null,
  paid_at             timestamptz,
  recorded_at         timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, failed_account_id) references payout_account (tenant_id, id),
  constraint payout__code_uq unique (tenant_id, code),
  constraint payout__cause_uq unique (tenant_id, cause_type, cause_code),
  constraint payout__amount_ck check (amount_minor > 0),
  constraint payout__state_ck check (state in ('WAITING', 'IN_BATCH', 'IN_TRANSIT', 'PAID', 'CANCELLED')),
  constraint payout__paid_ck check ((state = 'PAID') = (paid_at is not null))
);
create index payout__organisation_ix on payout (tenant_id, organisation_id, id);
create index payout__open_ix on payout (tenant_id, state, due_on, id) where state in ('WAITING', 'IN_BATCH', 'IN_TRANSIT');
create index payout__paid_ix on payout (tenant_id, paid_at) where state = 'PAID';
select entrepot_secure('payout');
grant select, insert on payout to portal_app;
grant update (due_on, state, reason, failed_account_id, attempts, reference, paid_at) on payout to portal_app;
grant usage on sequence payout_seq to portal_app;

-- Payouts that leave together. Who approves is not who prepared it, whatever account is used, and approves exactly what the hash is of.
create sequence payout_batch_seq;
create table payout_batch (
  tenant_id           bigint      not null references tenant (id),
  id                  bigint      not null,
  code                text        not null,
  format              text        not null,
  currency            char(3)     not null,
  pay_on              date        not null,
  state               text        not null,
  rows_count          integer     not null default 0,
  total_minor         bigint      not null default 0,
  content_hash        text        not null default '',
  rehearsed_at        timestamptz not null,
  maker_person_id     bigint      not null,
  maker_name          text        not null,
  prepared_at         timestamptz not null,
  checker_person_id   bigint,
  checker_name        text,
  approved_at         timestamptz,
  approved_hash       text,
  released_by         text,
  released_at         timestamptz,
  reason              text        not null default '',
  recorded_at         timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint payout_batch__code_uq unique (tenant_id, code),
  constraint payout_batch__state_ck check (state in ('PREPARED', 'APPROVED', 'RELEASED', 'CLOSED', 'CANCELLED')),
  constraint payout_batch__two_persons_ck check (checker_person_id <> maker_person_id),
  constraint payout_batch__approved_ck check (state not in ('APPROVED', 'RELEASED', 'CLOSED')
    or checker_person_id is not null and approved_hash is not null and approved_hash = content_hash and content_hash <> ''),
  constraint payout_batch__released_ck check (state not in ('RELEASED', 'CLOSED') or released_at is not null)
);
create index payout_batch__open_ix on payout_batch (tenant_id, state, id);
select entrepot_secure('payout_batch');
grant select, insert on payout_batch to portal_app;
grant update (pay_on, state, rows_count, total_minor, content_hash, rehearsed_at, checker_person_id, checker_name, approved_at, approved_hash,
  released_by, released_at, reason) on payout_batch to portal_app;
grant usage on sequence payout_batch_seq to portal_app;

-- One payout in one batch, to one account: what the bank is told and what it answered. Only the answer changes.
create sequence payout_line_seq;
create table payout_line (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  batch_id         bigint      not null,
  payout_id        bigint      not null,
  account_id       bigint      not null,
  end_to_end       text        not null,
  amount_minor     bigint      not null,
  currency         char(3)     not null,
  state            text        not null,
  reason_code      text        not null default '',
  reason           text        not null default '',
  reference        text        not null default '',
  answered_at      timestamptz,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, batch_id) references payout_batch (tenant_id, id),
  foreign key (tenant_id, payout_id) references payout (tenant_id, id),
  foreign key (tenant_id, account_id) references payout_account (tenant_id, id),
  constraint payout_line__end_to_end_uq unique (tenant_id, end_to_end),
  constraint payout_line__amount_ck check (amount_minor > 0),
  constraint payout_line__state_ck check (state in ('TAKEN', 'LEFT_OUT', 'SENT', 'PAID', 'FAILED', 'RETURNED'))
);
-- a payout is on its way once
create unique index payout_line__once_uq on payout_line (tenant_id, payout_id) where state in ('TAKEN', 'SENT', 'PAID');
create index payout_line__batch_ix on payout_line (tenant_id, batch_id, id);
create index payout_line__account_ix on payout_line (tenant_id, account_id);
select entrepot_secure('payout_line');
grant select, insert on payout_line to portal_app;
grant update (state, reason_code, reason, reference, answered_at) on payout_line to portal_app;
grant usage on sequence payout_line_seq to portal_app;

-- What a rehearsal found, by rule; what blocks holds its payout out.
create sequence payout_finding_seq;
create table payout_finding (
  tenant_id    bigint  not null references tenant (id),
  id           bigint  not null,
  batch_id     bigint  not null,
  payout_id    bigint,                                            -- null where it is about the whole batch
  rule         text    not null,
  blocking     boolean not null,
  details      jsonb   not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, batch_id) references payout_batch (tenant_id, id),
  foreign key (tenant_id, payout_id) references payout (tenant_id, id)
);
create index payout_finding__batch_ix on payout_finding (tenant_id, batch_id, id);
select entrepot_secure('payout_finding');
grant select, insert, delete on payout_finding to portal_app;
grant usage on sequence payout_finding_seq to portal_app;

-- What was handed to the bank: made once, sealed, the same bytes for ever.
create sequence payout_file_seq;
create table payout_file (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  batch_id     bigint      not null,
  no           integer     not null,
  name         text        not null,
  message_id   text        not null,                              -- what the file calls itself: MsgId, or Alipay's batch number
  sealed       text        not null,
  sha256       text        not null,
  rows_count   integer     not null,
  total_minor  bigint      not null,
  currency     char(3)     not null,
  made_at      timestamptz not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, batch_id) references payout_batch (tenant_id, id),
  constraint payout_file__no_uq unique (tenant_id, batch_id, no),
  constraint payout_file__name_uq unique (tenant_id, name),
  constraint payout_file__message_uq unique (tenant_id, message_id)
);
select entrepot_secure('payout_file');
grant select, insert on payout_file to portal_app;
grant usage on sequence payout_file_seq to portal_app;

-- What the bank answered: each file once.
create sequence payout_return_seq;
create table payout_return (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  code         text        not null,
  name         text        not null,
  format       text        not null,
  sha256       text        not null,
  taken_by     text        not null,
  taken_at     timestamptz not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint payout_return__code_uq unique (tenant_id, code),
  constraint payout_return__sha256_uq unique (tenant_id, sha256)
);
select entrepot_secure('payout_return');
grant select, insert on payout_return to portal_app;
grant usage on sequence payout_return_seq to portal_app;

create table payout_return_row (
  tenant_id    bigint   not null references tenant (id),
  return_id    bigint   not null,
  no           integer  not null,
  end_to_end   text     not null,
  status       text     not null,
  reason_code  text     not null default '',
  reason       text     not null default '',
  outcome      text     not null,
  payout_id    bigint,
  primary key (tenant_id, return_id, no),
  foreign key (tenant_id, return_id) references payout_return (tenant_id, id),
  foreign key (tenant_id, payout_id) references payout (tenant_id, id),
  constraint payout_return_row__outcome_ck check (outcome in ('PAID', 'FAILED', 'RETURNED', 'IN_TRANSIT', 'NOTHING_NEW', 'UNKNOWN', 'CONTRADICTS'))
);
select entrepot_secure('payout_return_row');
grant select, insert on payout_return_row to portal_app;

-- How headquarters pays: from which account, in which files, within which limits. Dated; changed by two persons.
create sequence payout_terms_seq;
create table payout_terms (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  terms        jsonb       not null,
  valid_from   timestamptz not null,
  proposal     text        not null default '',
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id)
);
select entrepot_secure('payout_terms');
grant select, insert on payout_terms to portal_app;
grant usage on sequence payout_terms_seq to portal_app;

-- What two persons approved and one released stays as it was.
create function payout_batch_stays() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  if old.state in ('RELEASED', 'CLOSED') and (new.state not in ('RELEASED', 'CLOSED')
     or (new.content_hash, new.approved_hash, new.checker_person_id, new.rows_count, new.total_minor, new.pay_on)
        is distinct from (old.content_hash, old.approved_hash, old.checker_person_id, old.rows_count, old.total_minor, old.pay_on)) then
    raise exception 'payout batch % is released', old.code using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger payout_batch_stays before update on payout_batch for each row execute function payout_batch_stays();

-- A line joins a batch while that is prepared, and never moves to another amount or account (no right to). Going on its way needs the release.
create function payout_line_joins() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  if exists (select from added l join payout_batch b on b.tenant_id = l.tenant_id and b.id = l.batch_id where b.state <> 'PREPARED') then
    raise exception 'a payout joins a batch while it is prepared' using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end
$$;
revoke execute on function payout_line_joins() from public;
create trigger payout_line_joins after insert on payout_line
  referencing new table as added for each statement execute function payout_line_joins();

create function payout_line_leaves() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  if exists (select from now_so l join payout_batch b on b.tenant_id = l.tenant_id and b.id = l.batch_id
              where l.state in ('SENT', 'PAID', 'FAILED', 'RETURNED') and b.state not in ('RELEASED', 'CLOSED')) then
    raise exception 'a payout leaves with a released batch' using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end
$$;
revoke execute on function payout_line_leaves() from public;
create trigger payout_line_leaves after update on payout_line
  referencing new table as now_so for each statement execute function payout_line_leaves();
