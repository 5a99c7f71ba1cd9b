--liquibase formatted sql
--changeset entrepot:20261122-1200-ledger-books splitStatements:false

-- The books. Postings and entries are written once, in one statement, and never touched again: by the
-- application as little as by the owner. All rules are statement triggers over transition tables (a trigger
-- per row is quadratic on a hot account) and fire always, also under session_replication_role = replica.

create sequence ledger_account_seq;
create table ledger_account (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  kind             text        not null,
  organisation_id  bigint,                  -- null: headquarters' own
  currency         char(3)     not null,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint ledger_account__currency_uq unique (tenant_id, id, currency),
  constraint ledger_account__kind_ck check ((organisation_id is null) = (kind not in
    ('WALLET', 'HELD', 'COMMISSION_PENDING', 'COMMISSION_DUE', 'DEALER_DUE', 'PAYABLE', 'DEPOSIT', 'RECEIVABLE')))
);
create unique index ledger_account__kind_uq on ledger_account (tenant_id, coalesce(organisation_id, 0), kind);
select entrepot_secure('ledger_account');
grant select, insert on ledger_account to portal_app;
grant usage on sequence ledger_account_seq to portal_app;

-- The running balance, only where a limit is tested. Signed by the account's normal side, which for all of
-- these is credit. Moved by the trigger on entries alone.
create table ledger_balance (
  tenant_id      bigint not null,
  account_id     bigint not null,
  balance_minor  bigint not null default 0,
  limit_minor    bigint not null default 0,   -- how far below zero it may go: a wallet's credit line
  primary key (tenant_id, account_id),
  foreign key (tenant_id, account_id) references ledger_account (tenant_id, id),
  constraint ledger_balance__limit_ck check (balance_minor >= -limit_minor),
  constraint ledger_balance__line_ck check (limit_minor >= 0)
) with (fillfactor = 70);
select entrepot_secure('ledger_balance');
grant select on ledger_balance to portal_app;

create sequence ledger_posting_seq;
create table ledger_posting (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  event        text        not null,
  cause_type   text        not null,
  cause_code   text        not null,
  note         text        not null default '',
  reverses     bigint,
  occurred_at  timestamptz not null,                          -- business time
  recorded_at  timestamptz not null default now(),
  xid          xid8        not null default pg_current_xact_id(),
  primary key (tenant_id, id),
  constraint ledger_posting__cause_uq unique (tenant_id, event, cause_type, cause_code),
  constraint ledger_posting__reverses_uq unique (tenant_id, reverses),
  constraint ledger_posting__reverses_fk foreign key (tenant_id, reverses) references ledger_posting (tenant_id, id),
  constraint ledger_posting__words_ck check (event <> '' and cause_type <> '' and cause_code <> '')
);
select entrepot_secure('ledger_posting');
grant select on ledger_posting to portal_app;
grant insert (tenant_id, id, event, cause_type, cause_code, note, reverses, occurred_at) on ledger_posting to portal_app;
grant usage on sequence ledger_posting_seq to portal_app;

create table ledger_entry (
  tenant_id     bigint   not null,
  posting_id    bigint   not null,
  leg           smallint not null,
  account_id    bigint   not null,
  currency      char(3)  not null,
  amount_minor  bigint   not null,                            -- debit positive, credit negative
  primary key (tenant_id, posting_id, leg),
  constraint ledger_entry__posting_fk foreign key (tenant_id, posting_id) references ledger_posting (tenant_id, id),
  constraint ledger_entry__account_fk foreign key (tenant_id, account_id, currency)
    references ledger_account (tenant_id, id, currency),
  constraint ledger_entry__amount_ck check (amount_minor <> 0)
);
create index ledger_entry__account_ix on ledger_entry (tenant_id, account_id, posting_id) include (amount_minor);
select entrepot_secure('ledger_entry');
grant select, insert on ledger_entry to portal_app;

-- An account whose limit is tested gets its running balance when it is opened.
create function ledger_account_opened() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  insert into ledger_balance (tenant_id, account_id)
  select tenant_id, id from opened where kind in ('WALLET', 'HELD', 'COMMISSION_PENDING', 'PAYABLE', 'DEPOSIT');
  return null;
end
$$;
create trigger ledger_account_opened after insert on ledger_account
  referencing new table as opened for each statement execute function ledger_account_opened();
alter table ledger_account enable always trigger ledger_account_opened;

-- A posting has its legs from the first moment; a reversal mirrors what it reverses.
create function ledger_posting_stands() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
declare
  wrong text;
begin
  select p.event || ' ' || p.cause_code into wrong from posted p
   where p.xid <> pg_current_xact_id()
      or not exists (select from ledger_entry e where e.tenant_id = p.tenant_id and e.posting_id = p.id)
   limit 1;
  if found then
    raise exception 'violates constraint "ledger_posting__legs_ck": posting % has no legs', wrong
      using errcode = '23514', constraint = 'ledger_posting__legs_ck';
  end if;
  if exists (select from posted where reverses is not null) then
    select p.event || ' ' || p.cause_code into wrong from posted p
     where p.reverses is not null and exists (
       select from ledger_entry e
        where e.tenant_id = p.tenant_id and e.posting_id in (p.id, p.reverses)
        group by e.account_id having sum(e.amount_minor) <> 0)
     limit 1;
    if found then
      raise exception 'violates constraint "ledger_posting__mirror_ck": posting % does not mirror what it reverses', wrong
        using errcode = '23514', constraint = 'ledger_posting__mirror_ck';
    end if;
  end if;
  return null;
end
$$;
create trigger ledger_posting_stands after insert on ledger_posting
  referencing new table as posted for each statement execute function ledger_posting_stands();
alter table ledger_posting enable always trigger ledger_posting_stands;

-- All legs of a posting come in one statement of its own transaction, two or more, and sum to zero in each
-- currency. Then the running balances move, in the order of their accounts so that no two wait for each other.
create function ledger_entries_stand() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
declare
  wrong  bigint;
  moved  record;
  had    record;
begin
  select n.posting_id into wrong from written n
   group by n.tenant_id, n.posting_id, n.currency having sum(n.amount_minor) <> 0 limit 1;
  if found then
    raise exception 'violates constraint "ledger_entry__balanced_ck": posting % is not balanced', wrong
      using errcode = '23514', constraint = 'ledger_entry__balanced_ck';
  end if;
  select n.posting_id into wrong
    from (select tenant_id, posting_id, count(*) as legs from written group by tenant_id, posting_id) n
   where n.legs < 2
      or n.legs <> (select count(*) from ledger_entry e where e.tenant_id = n.tenant_id and e.posting_id = n.posting_id)
      or not exists (select from ledger_posting p where p.tenant_id = n.tenant_id and p.id = n.posting_id
                        and p.xid = pg_current_xact_id())
   limit 1;
  if found then
    raise exception 'violates constraint "ledger_entry__whole_ck": posting % is closed, or not written whole', wrong
      using errcode = '23514', constraint = 'ledger_entry__whole_ck';
  end if;
  for moved in select tenant_id, account_id, sum(amount_minor)::bigint as amount from written
                group by tenant_id, account_id order by tenant_id, account_id
  loop
    update ledger_balance b set balance_minor = b.balance_minor - moved.amount
     where b.tenant_id = moved.tenant_id and b.account_id = moved.account_id
       and b.balance_minor - moved.amount >= -b.limit_minor;
    if not found then
      select b.balance_minor + b.limit_minor as available, a.kind into had
        from ledger_balance b join ledger_account a on a.tenant_id = b.tenant_id and a.id = b.account_id
       where b.tenant_id = moved.tenant_id and b.account_id = moved.account_id;
      if found then
        raise exception 'violates constraint "ledger_balance__limit_ck": % available %', had.kind, had.available
          using errcode = '23514', constraint = 'ledger_balance__limit_ck';
      end if;
    end if;
  end loop;
  return null;
end
$$;
create trigger ledger_entries_stand after insert on ledger_entry
  referencing new table as written for each statement execute function ledger_entries_stand();
alter table ledger_entry enable always trigger ledger_entries_stand;

-- Nothing written is ever changed, deleted or emptied.
create function ledger_is_written_once() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  raise exception '% is written once: corrections are postings of their own', tg_table_name
    using errcode = 'integrity_constraint_violation';
end
$$;
create trigger ledger_is_written_once before update or delete or truncate on ledger_posting
  for each statement execute function ledger_is_written_once();
alter table ledger_posting enable always trigger ledger_is_written_once;
create trigger ledger_is_written_once before update or delete or truncate on ledger_entry
  for each statement execute function ledger_is_written_once();
alter table ledger_entry enable always trigger ledger_is_written_once;
create trigger ledger_is_written_once before update or delete or truncate on ledger_account
  for each statement execute function ledger_is_written_once();
alter table ledger_account enable always trigger ledger_is_written_once;

-- Running balances move with entries (from within their trigger) and by nothing else.
create function ledger_balance_moves_with_entries() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  if tg_op = 'TRUNCATE' or tg_op = 'DELETE' or pg_trigger_depth() < 2 then
    raise exception 'ledger_balance moves with entries only' using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end
$$;
create trigger ledger_balance_moves_with_entries before insert or update of balance_minor or delete or truncate
  on ledger_balance for each statement execute function ledger_balance_moves_with_entries();
alter table ledger_balance enable always trigger ledger_balance_moves_with_entries;
revoke execute on function ledger_account_opened(), ledger_posting_stands(), ledger_entries_stand() from public;
