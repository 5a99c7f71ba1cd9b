--liquibase formatted sql
--changeset entrepot:20261122-1200-onboarding splitStatements:false

-- Who wants to become a member. Written by JPA. Of the applicant's link only the hash is kept.
create sequence application_seq increment 50 start 50;
create table application (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  code          text        not null,
  token_hash    text        not null,
  state         text        not null,
  sells         boolean     not null,
  holds_stock   boolean     not null,
  franchised    boolean     not null,
  company       text        not null,
  contact_name  text        not null,
  email         text        not null,
  phone         text        not null,
  province      text        not null,
  city          text        not null,
  territory     text        not null,
  upline_code   text        not null,
  channel       text        not null,
  message       text        not null,
  language      text        not null,
  question      text        not null,
  answer        text        not null,
  reason        text        not null,
  applied_at    timestamptz not null,
  decided_by    text,
  decided_at    timestamptz,
  member_code   text,
  version       integer     not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint application__code_uq unique (tenant_id, code),
  constraint application__token_uq unique (tenant_id, token_hash),
  constraint application__member_fk foreign key (tenant_id, member_code) references organisation (tenant_id, code),
  constraint application__abilities_ck check (sells or holds_stock or franchised),
  constraint application__state_ck check (state in ('WAITING', 'ASKED', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
  constraint application__approved_ck check ((state = 'APPROVED') = (member_code is not null)),
  constraint application__rejected_ck check (state <> 'REJECTED' or reason <> '')
);
-- one open application an address
create unique index application__open_uq on application (tenant_id, email) where state in ('WAITING', 'ASKED');
create index application__state_ix on application (tenant_id, state, id);
select entrepot_secure('application');
grant select, insert, update on application to portal_app;
grant usage on sequence application_seq to portal_app;
