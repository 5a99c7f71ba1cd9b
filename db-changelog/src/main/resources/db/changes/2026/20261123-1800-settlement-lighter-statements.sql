--liquibase formatted sql
--changeset entrepot:20261123-1800-settlement-lighter-statements splitStatements:false

-- A statement is shown to its member when its run is: ten thousand rows need not be written once more to say so. Those that say it
-- already stay as they are.
drop index settlement_statement__to_tell_ix;
create index settlement_statement__to_tell_ix on settlement_statement (tenant_id, id)
  where told = '' or told <> state and state <> 'CALCULATED';

-- What every run writes a thousand times: its key to the run implies the tenant, and the key of its link begins as this index did.
alter table settlement_statement drop constraint settlement_statement_tenant_id_fkey;
drop index settlement_statement__organisation_ix;

-- How far posting has come stands on its run, not on each of its statements.
update settlement_run r set cursor_organisation = coalesce((
  select max(s.organisation_id) from settlement_statement s where s.tenant_id = r.tenant_id and s.run_id = r.id and s.posted), 0)
 where r.state = 'APPROVED';
alter table settlement_statement drop column posted;

-- As before, but that many accounts at once move together: locked in their order, refused before anything moves.
create or replace function ledger_entries_stand() returns trigger
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
    from written n
    left join ledger_account a on a.tenant_id = n.tenant_id and a.id = n.account_id and a.currency = n.currency
   where a.id is null limit 1;
  if found then
    raise exception 'violates foreign key constraint "ledger_entry__account_fk": posting % stands on no account of its tenant in its currency', wrong
      using errcode = '23503', constraint = 'ledger_entry__account_fk';
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
  if (select count(*) from written) > 200 then
    perform from ledger_balance b
      join (select distinct tenant_id, account_id from written) m on m.tenant_id = b.tenant_id and m.account_id = b.account_id
     order by b.tenant_id, b.account_id for update of b;
    select b.balance_minor + b.limit_minor as available, a.kind into had
      from (select tenant_id, account_id, sum(amount_minor)::bigint as amount from written group by tenant_id, account_id) m
      join ledger_balance b on b.tenant_id = m.tenant_id and b.account_id = m.account_id
      join ledger_account a on a.tenant_id = m.tenant_id and a.id = m.account_id
     where b.balance_minor - m.amount < -b.limit_minor
     order by m.tenant_id, m.account_id limit 1;
    if found then
      raise exception 'violates constraint "ledger_balance__limit_ck": % available %', had.kind, had.available
        using errcode = '23514', constraint = 'ledger_balance__limit_ck';
    end if;
    update ledger_balance b set balance_minor = b.balance_minor - m.amount
      from (select tenant_id, account_id, sum(amount_minor)::bigint as amount from written group by tenant_id, account_id) m
     where b.tenant_id = m.tenant_id and b.account_id = m.account_id;
    return null;
  end if;
  for moved in select n.tenant_id, n.account_id, n.amount
                 from (select tenant_id, account_id, sum(amount_minor)::bigint as amount from written group by tenant_id, account_id) n
                where exists (select from ledger_balance b where b.tenant_id = n.tenant_id and b.account_id = n.account_id)
                order by n.tenant_id, n.account_id
  loop
    update ledger_balance b set balance_minor = b.balance_minor - moved.amount
     where b.tenant_id = moved.tenant_id and b.account_id = moved.account_id
       and b.balance_minor - moved.amount >= -b.limit_minor;
    if not found then
      select b.balance_minor + b.limit_minor as available, a.kind into had
        from ledger_balance b join ledger_account a on a.tenant_id = b.tenant_id and a.id = b.account_id
       where b.tenant_id = moved.tenant_id and b.account_id = moved.account_id;
      raise exception 'violates constraint "ledger_balance__limit_ck": % available %', had.kind, had.available
        using errcode = '23514', constraint = 'ledger_balance__limit_ck';
    end if;
  end loop;
  return null;
end
$$;
