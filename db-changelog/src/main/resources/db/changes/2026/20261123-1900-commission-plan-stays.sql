--liquibase formatted sql
--changeset entrepot:20261123-1900-commission-plan-stays splitStatements:false

-- A version never changes, whoever asks: the next one takes its place. What is shown of it is its draft, which stays as it was approved.
create function commission_plan_stays() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  raise exception 'violates constraint "commission_plan__stays_ck": plan % never changes', old.code
    using errcode = '23514', constraint = 'commission_plan__stays_ck';
end
$$;
create trigger commission_plan__stays before update or delete on commission_plan for each row execute function commission_plan_stays();

create function commission_draft_stays() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  if old.state in ('APPROVED', 'DISCARDED')
     or old.state = 'PROPOSED' and (new.content, new.content_hash, new.valid_from, new.based_on)
                                   is distinct from (old.content, old.content_hash, old.valid_from, old.based_on) then
    raise exception 'violates constraint "commission_draft__stays_ck": plan % is % and changes no more', old.code, old.state
      using errcode = '23514', constraint = 'commission_draft__stays_ck';
  end if;
  return new;
end
$$;
create trigger commission_draft__stays before update on commission_draft for each row execute function commission_draft_stays();
