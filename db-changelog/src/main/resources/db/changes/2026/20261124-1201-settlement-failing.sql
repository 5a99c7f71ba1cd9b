--liquibase formatted sql
--changeset entrepot:20261124-1201-settlement-failing splitStatements:false

-- What the program failed at when it last worked on a run, since when, and when it tries again; null while it goes on.
alter table settlement_run add column failing jsonb;
grant update (failing) on settlement_run to portal_app;

create or replace function settlement_run_stays_approved() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
declare
  work text[] := array['state', 'problem', 'cursor_organisation', 'looked_at', 'failing'];
begin
  if old.state in ('APPROVED', 'POSTED', 'ISSUED', 'PAID_OUT')
     and (new.state in ('DRAFT', 'COLLECTED', 'CALCULATED', 'PREVIEWED', 'SUBMITTED', 'CANCELLED')
          or to_jsonb(new) - work <> to_jsonb(old) - work) then
    raise exception 'settlement run % is approved', old.code using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
