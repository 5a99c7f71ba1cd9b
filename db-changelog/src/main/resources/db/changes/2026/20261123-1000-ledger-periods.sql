--liquibase formatted sql
--changeset entrepot:20261123-1000-ledger-periods splitStatements:false

-- Months of the books that two persons closed. What has business time in one is refused, from whomever it comes.
create sequence ledger_period_seq;
create table ledger_period (
  tenant_id                   bigint      not null references tenant (id),
  id                          bigint      not null,
  month                       date        not null,
  from_at                     timestamptz not null,
  to_at                       timestamptz not null,
  state                       text        not null,
  closed_maker_person_id      bigint,
  closed_checker_person_id    bigint,
  closed_by                   text,
  closed_at                   timestamptz,
  reopened_maker_person_id    bigint,
  reopened_checker_person_id  bigint,
  reopened_by                 text,
  reopened_at                 timestamptz,
  checks                      jsonb       not null default '[]',
  recorded_at                 timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint ledger_period__month_uq unique (tenant_id, month),
  constraint ledger_period__month_ck check (extract(day from month) = 1 and from_at < to_at),
  constraint ledger_period__state_ck check (state in ('OPEN', 'PROPOSED', 'CLOSED', 'REOPENING')),
  constraint ledger_period__two_close_ck check (closed_checker_person_id <> closed_maker_person_id),
  constraint ledger_period__two_reopen_ck check (reopened_checker_person_id <> reopened_maker_person_id),
  constraint ledger_period__closed_ck check (state not in ('CLOSED', 'REOPENING')
    or closed_maker_person_id is not null and closed_checker_person_id is not null and closed_at is not null)
);
select entrepot_secure('ledger_period');
grant select, insert, update on ledger_period to portal_app;
grant usage on sequence ledger_period_seq to portal_app;

-- A month is never forgotten and keeps its bounds; what is closed opens only by two other signatures than the last time.
create function ledger_period_stands() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  if tg_op = 'UPDATE' then
    if (new.tenant_id, new.id, new.month, new.from_at, new.to_at) is distinct from
       (old.tenant_id, old.id, old.month, old.from_at, old.to_at) then
      raise exception 'violates constraint "ledger_period__bounds_ck": a month keeps its bounds'
        using errcode = '23514', constraint = 'ledger_period__bounds_ck';
    end if;
    if old.state in ('CLOSED', 'REOPENING') and new.state not in ('CLOSED', 'REOPENING')
       and (new.reopened_maker_person_id is null or new.reopened_checker_person_id is null
            or new.reopened_at is not distinct from old.reopened_at or new.reopened_at < old.closed_at) then
      raise exception 'violates constraint "ledger_period__two_reopen_ck": two persons open a closed month again'
        using errcode = '23514', constraint = 'ledger_period__two_reopen_ck';
    end if;
    return new;
  end if;
  raise exception 'ledger_period is never emptied' using errcode = 'integrity_constraint_violation';
end
$$;
create trigger ledger_period_stands before update or delete on ledger_period
  for each row execute function ledger_period_stands();
alter table ledger_period enable always trigger ledger_period_stands;
create trigger ledger_period_is_kept before truncate on ledger_period
  for each statement execute function ledger_period_stands();
alter table ledger_period enable always trigger ledger_period_is_kept;

-- Whoever posts keeps the months of its tenant from being closed until it has committed (shared, so nobody waits for a
-- neighbour); whoever closes one takes the same lock alone, so that nothing is under way into it.
create function ledger_period_is_open() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
declare
  late record;
begin
  for late in select tenant_id, min(occurred_at) as first_at, max(occurred_at) as last_at from posted group by tenant_id loop
    perform pg_advisory_xact_lock_shared(hashtextextended('ledger-period', late.tenant_id));
    if exists (select from ledger_period c where c.tenant_id = late.tenant_id and c.state in ('CLOSED', 'REOPENING')
                  and c.from_at <= late.last_at and c.to_at > late.first_at
                  and exists (select from posted p where p.tenant_id = c.tenant_id
                                 and p.occurred_at >= c.from_at and p.occurred_at < c.to_at)) then
      raise exception 'violates constraint "ledger_posting__period_ck": the month of that business time is closed'
        using errcode = '23514', constraint = 'ledger_posting__period_ck';
    end if;
  end loop;
  return null;
end
$$;
create trigger ledger_period_is_open after insert on ledger_posting
  referencing new table as posted for each statement execute function ledger_period_is_open();
alter table ledger_posting enable always trigger ledger_period_is_open;
revoke execute on function ledger_period_stands(), ledger_period_is_open() from public;

-- "As of" and "from, to" ask for business time. A block range index costs next to nothing when postings are written.
create index ledger_posting__at_ix on ledger_posting using brin (tenant_id, occurred_at) with (pages_per_range = 16, autosummarize = on);
