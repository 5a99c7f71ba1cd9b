--liquibase formatted sql
--changeset entrepot:20261124-1202-settlement-last-payout splitStatements:false

-- The payout with which a leaver's final run sends the rest of its wallet out: the run is paid out when that is, too.
alter table settlement_run add column last_payout text;
alter table settlement_run add constraint settlement_run__last_payout_ck check (last_payout is null or is_final);
grant update (last_payout) on settlement_run to portal_app;
create index settlement_run__last_payout_ix on settlement_run (tenant_id, last_payout) where last_payout is not null;

create or replace function settlement_run_stays_approved() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
declare
  work text[] := array['state', 'problem', 'cursor_organisation', 'looked_at', 'failing'];
begin
  -- it is written once, with the run's posting
  if old.last_payout is null and old.state = 'APPROVED' then
    work := work || 'last_payout'::text;
  end if;
  if old.state in ('APPROVED', 'POSTED', 'ISSUED', 'PAID_OUT')
     and (new.state in ('DRAFT', 'COLLECTED', 'CALCULATED', 'PREVIEWED', 'SUBMITTED', 'CANCELLED')
          or to_jsonb(new) - work <> to_jsonb(old) - work) then
    raise exception 'settlement run % is approved', old.code using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
