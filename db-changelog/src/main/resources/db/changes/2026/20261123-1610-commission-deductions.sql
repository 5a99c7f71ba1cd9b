--liquibase formatted sql
--changeset entrepot:20261123-1610-commission-deductions splitStatements:false

-- What is taken from a member's commission, with a reason, by two persons; an appeal that is won gives it back.
create sequence commission_deduction_seq;
create table commission_deduction (
  tenant_id          bigint      not null references tenant (id),
  id                 bigint      not null,
  code               text        not null,
  organisation_id    bigint      not null,
  kind               text        not null,
  reason             text        not null,
  percent            numeric(9, 6),
  month              date,
  base_minor         bigint,
  amount_minor       bigint      not null,
  currency           char(3)     not null,
  state              text        not null,
  maker_person_id    bigint,
  maker_name         text        not null,
  proposed_at        timestamptz not null,
  checker_person_id  bigint,
  checker_name       text,
  decided_at         timestamptz,
  verdict            text        not null default '',
  appeal             text        not null default '',
  appealed_at        timestamptz,
  judge_person_id    bigint,
  judge_name         text,
  judged_at          timestamptz,
  judgement          text        not null default '',
  recorded_at        timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint commission_deduction__code_uq unique (tenant_id, code),
  constraint commission_deduction__kind_ck check (kind in ('COMPLAINT', 'PRICE_BREACH', 'OTHER')),
  constraint commission_deduction__state_ck check (state in ('PROPOSED', 'APPROVED', 'REJECTED', 'APPEALED', 'UPHELD', 'REVERSED')),
  constraint commission_deduction__amount_ck check (amount_minor > 0 and (percent is null) = (base_minor is null)),
  constraint commission_deduction__two_persons_ck check (checker_person_id <> maker_person_id and judge_person_id <> maker_person_id),
  constraint commission_deduction__decided_ck check (state = 'PROPOSED' or checker_person_id is not null),
  constraint commission_deduction__judged_ck check (state not in ('UPHELD', 'REVERSED') or judge_person_id is not null)
);
create index commission_deduction__organisation_ix on commission_deduction (tenant_id, organisation_id, id);
create index commission_deduction__state_ix on commission_deduction (tenant_id, state, id);
select entrepot_secure('commission_deduction');
grant select, insert, update (state, checker_person_id, checker_name, decided_at, verdict, appeal, appealed_at, judge_person_id, judge_name, judged_at, judgement)
  on commission_deduction to portal_app;
grant usage on sequence commission_deduction_seq to portal_app;
