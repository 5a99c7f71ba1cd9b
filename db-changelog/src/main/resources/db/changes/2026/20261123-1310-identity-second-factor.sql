--liquibase formatted sql
--changeset entrepot:20261123-1310-identity-second-factor splitStatements:false

-- What a person carries beside the password: a shared secret (RFC 6238), sealed. A time step counts once. Real time, as all sign-ins.
create table second_factor (
  tenant_id     bigint      not null references tenant (id),
  user_id       bigint      not null,
  secret_sealed text        not null,
  begun_at      timestamptz not null default now(),
  confirmed_at  timestamptz,
  last_step     bigint      not null default 0,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id)
);
select entrepot_secure('second_factor');
grant select, insert, update, delete on second_factor to portal_app;

-- For a lost telephone: each works once.
create table second_factor_recovery (
  tenant_id  bigint      not null references tenant (id),
  user_id    bigint      not null,
  code_hash  text        not null,
  used_at    timestamptz,
  primary key (tenant_id, user_id, code_hash),
  foreign key (tenant_id, user_id) references second_factor (tenant_id, user_id) on delete cascade
);
select entrepot_secure('second_factor_recovery');
grant select, insert, update (used_at), delete on second_factor_recovery to portal_app;

-- Each try, counted before the code is looked at: six digits are soon tried through.
create sequence second_factor_try_seq;
create table second_factor_try (
  tenant_id  bigint      not null references tenant (id),
  id         bigint      not null,
  user_id    bigint      not null,
  at         timestamptz not null default now(),
  succeeded  boolean     not null default false,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id)
);
create index second_factor_try__user_ix on second_factor_try (tenant_id, user_id, at);
select entrepot_secure('second_factor_try');
grant select, insert, update (succeeded), delete on second_factor_try to portal_app;
grant usage on sequence second_factor_try_seq to portal_app;

-- A code was right a moment ago, for this one thing; used once.
create table step_up (
  tenant_id   bigint      not null references tenant (id),
  token_hash  text        not null,
  user_id     bigint      not null,
  purpose     text        not null,
  expires_at  timestamptz not null,
  used_at     timestamptz,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id)
);
create index step_up__user_ix on step_up (tenant_id, user_id);
select entrepot_secure('step_up');
grant select, insert, update (used_at), delete on step_up to portal_app;
