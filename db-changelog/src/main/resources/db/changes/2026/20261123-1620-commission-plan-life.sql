--liquibase formatted sql
--changeset entrepot:20261123-1620-commission-plan-life splitStatements:false

-- A plan while it is written: edited by people, then simulated, proposed and approved as one hash.
create sequence commission_draft_seq increment 50 start 50;
create table commission_draft (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  code            text        not null,
  content         text        not null,
  content_hash    text        not null,
  valid_from      date        not null,
  based_on        text        not null,
  state           text        not null,
  proposal_code   text,
  editor_name     text        not null,
  edited_at       timestamptz not null,
  version         bigint      not null,
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint commission_draft__code_uq unique (tenant_id, code),
  constraint commission_draft__state_ck check (state in ('DRAFT', 'PROPOSED', 'APPROVED', 'DISCARDED'))
);
select entrepot_secure('commission_draft');
grant select, insert, update on commission_draft to portal_app;
grant usage on sequence commission_draft_seq to portal_app;

-- A closed month computed again by a plan: piece by piece, each committed.
create sequence commission_simulation_seq;
create table commission_simulation (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  code            text        not null,
  draft_code      text        not null,
  content         text        not null,
  content_hash    text        not null,
  month           date        not null,
  state           text        not null,
  lines           bigint      not null,
  done            bigint      not null default 0,
  after_id        bigint      not null default 0,
  pieces          integer     not null default 0,
  changed         bigint      not null default 0,
  before_minor    bigint      not null default 0,
  after_minor     bigint      not null default 0,
  winners         integer     not null default 0,
  losers          integer     not null default 0,
  currency        char(3)     not null,
  by_name         text        not null,
  started_at      timestamptz not null,
  ended_at        timestamptz,
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint commission_simulation__code_uq unique (tenant_id, code),
  constraint commission_simulation__hash_uq unique (tenant_id, id, content_hash),
  constraint commission_simulation__state_ck check (state in ('RUNNING', 'DONE', 'CANCELLED'))
);
create index commission_simulation__draft_ix on commission_simulation (tenant_id, draft_code, id);
create index commission_simulation__running_ix on commission_simulation (tenant_id, id) where state = 'RUNNING';
select entrepot_secure('commission_simulation');
grant select, insert, update (state, done, after_id, pieces, changed, before_minor, after_minor, winners, losers, ended_at)
  on commission_simulation to portal_app;
grant usage on sequence commission_simulation_seq to portal_app;

-- What a piece of the lines came to: by who earns, rule and seller; and the lines of which something is different, by their ids.
create table commission_tally (
  tenant_id        bigint   not null,
  simulation_id    bigint   not null,
  piece            integer  not null,
  organisation_id  bigint   not null,
  seller_id        bigint   not null,
  rule_code        text     not null,       -- empty: all rules but those on the whole, and what was posted
  lines            bigint   not null,
  before_minor     bigint   not null,
  after_minor      bigint   not null,
  base_minor       bigint   not null,
  accrued_minor    bigint   not null,
  cut_minor        bigint   not null,
  base_back_minor  bigint   not null,
  accrued_back_minor bigint not null,
  primary key (tenant_id, simulation_id, piece, organisation_id, seller_id, rule_code),
  foreign key (tenant_id, simulation_id) references commission_simulation (tenant_id, id)
);
select entrepot_secure('commission_tally');
grant select, insert, delete on commission_tally to portal_app;

create table commission_changed (
  tenant_id      bigint   not null,
  simulation_id  bigint   not null,
  piece          integer  not null,
  last_id        bigint   not null,
  line_ids       bigint[] not null,
  primary key (tenant_id, simulation_id, piece),
  foreign key (tenant_id, simulation_id) references commission_simulation (tenant_id, id)
);
select entrepot_secure('commission_changed');
grant select, insert on commission_changed to portal_app;

create table commission_simulation_member (
  tenant_id        bigint  not null,
  simulation_id    bigint  not null,
  organisation_id  bigint  not null,
  lines            bigint  not null,
  before_minor     bigint  not null,
  after_minor      bigint  not null,
  awards_before_minor bigint not null,
  awards_after_minor  bigint not null,
  difference_minor bigint  generated always as (after_minor - before_minor) stored,
  currency         char(3) not null,
  primary key (tenant_id, simulation_id, organisation_id),
  foreign key (tenant_id, simulation_id) references commission_simulation (tenant_id, id)
);
create index commission_simulation_member__difference_ix on commission_simulation_member (tenant_id, simulation_id, difference_minor, organisation_id);
select entrepot_secure('commission_simulation_member');
grant select, insert on commission_simulation_member to portal_app;

-- Two persons put a plan in force, and exactly what was simulated.
alter table commission_plan add column content_hash text;
alter table commission_plan add column simulation_id bigint;
alter table commission_plan add column maker_person_id bigint;
alter table commission_plan add column maker_name text not null default '';
alter table commission_plan add column checker_person_id bigint;
alter table commission_plan add column checker_name text not null default '';
alter table commission_plan add column reason text not null default '';
alter table commission_plan add column based_on text not null default '';
alter table commission_plan add constraint commission_plan__two_persons_ck check (checker_person_id <> maker_person_id);
alter table commission_plan add constraint commission_plan__simulated_fk
  foreign key (tenant_id, simulation_id, content_hash) references commission_simulation (tenant_id, id, content_hash);
create function commission_plan_was_simulated() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  if new.simulation_id is null or new.content_hash is null or new.maker_person_id is null or new.checker_person_id is null
     or not exists (select from commission_simulation s where s.tenant_id = new.tenant_id and s.id = new.simulation_id and s.state = 'DONE'
                       and s.content_hash = new.content_hash) then
    raise exception 'violates constraint "commission_plan__simulated_ck": plan % was not simulated as it is, or has not two persons', new.code
      using errcode = '23514', constraint = 'commission_plan__simulated_ck';
  end if;
  return new;
end
$$;
create trigger commission_plan__simulated before insert on commission_plan for each row execute function commission_plan_was_simulated();
