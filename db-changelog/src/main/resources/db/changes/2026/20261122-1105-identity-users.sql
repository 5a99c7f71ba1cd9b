--liquibase formatted sql
--changeset entrepot:20261122-1105-identity-users splitStatements:false

-- A human, so that maker and checker can be told apart whatever account they use.
create sequence person_seq increment 50 start 50;
create table person (
  tenant_id   bigint      not null references tenant (id),
  id          bigint      not null,
  name        text        not null check (length(name) between 1 and 200),
  created_at  timestamptz not null,
  recorded_at timestamptz not null default now(),
  version     bigint      not null,
  primary key (tenant_id, id)
);
select entrepot_secure('person');
grant select, insert, update on person to portal_app;
grant usage on sequence person_seq to portal_app;

-- How the person signs in. Without a password the invitation has not been accepted yet.
create sequence user_account_seq increment 50 start 50;
create table user_account (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  code          text        not null,
  person_id     bigint      not null,
  login         text        not null check (login = lower(login) and length(login) between 3 and 320),
  password_hash text,
  language      text        not null,
  enabled       boolean     not null,
  created_at    timestamptz not null,
  recorded_at   timestamptz not null default now(),
  version       bigint      not null,
  primary key (tenant_id, id),
  constraint user_account_code_uq unique (tenant_id, code),
  constraint user_account_login_uq unique (tenant_id, login),
  foreign key (tenant_id, person_id) references person (tenant_id, id)
);
create index user_account_person on user_account (tenant_id, person_id);
select entrepot_secure('user_account');
grant select, insert, update on user_account to portal_app;
grant usage on sequence user_account_seq to portal_app;

-- What the person is in an organisation.
create sequence membership_seq increment 50 start 50;
create table membership (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  user_id         bigint      not null,
  organisation_id bigint      not null,
  role            text        not null,
  created_at      timestamptz not null,
  recorded_at     timestamptz not null default now(),
  version         bigint      not null,
  primary key (tenant_id, id),
  constraint membership_uq unique (tenant_id, user_id, organisation_id, role),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id)
);
create index membership_organisation on membership (tenant_id, organisation_id);
select entrepot_secure('membership');
grant select, insert, update, delete on membership to portal_app;
grant usage on sequence membership_seq to portal_app;

-- The link by which a person sets the first password: used once, and not for ever.
create sequence invitation_seq increment 50 start 50;
create table invitation (
  tenant_id   bigint      not null references tenant (id),
  id          bigint      not null,
  user_id     bigint      not null,
  token_hash  text        not null,
  expires_at  timestamptz not null,
  used_at     timestamptz,
  invited_by  text        not null,
  created_at  timestamptz not null,
  recorded_at timestamptz not null default now(),
  version     bigint      not null,
  primary key (tenant_id, id),
  constraint invitation_token_uq unique (tenant_id, token_hash),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id)
);
create index invitation_user on invitation (tenant_id, user_id);
select entrepot_secure('invitation');
grant select, insert, update on invitation to portal_app;
grant usage on sequence invitation_seq to portal_app;

-- A key with which a member's program works: shown once, kept as SHA-256.
create sequence api_key_seq increment 50 start 50;
create table api_key (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  code            text        not null,
  organisation_id bigint      not null,
  user_id         bigint      not null,
  name            text        not null check (length(name) between 1 and 100),
  prefix          text        not null,
  key_hash        text        not null,
  scopes          text[]      not null,
  created_at      timestamptz not null,
  recorded_at     timestamptz not null default now(),
  revoked_at      timestamptz,
  primary key (tenant_id, id),
  constraint api_key_code_uq unique (tenant_id, code),
  constraint api_key_hash_uq unique (tenant_id, key_hash),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id)
);
create index api_key_organisation on api_key (tenant_id, organisation_id);
create index api_key_user on api_key (tenant_id, user_id);
select entrepot_secure('api_key');
grant select, insert, update (revoked_at) on api_key to portal_app;
grant usage on sequence api_key_seq to portal_app;

create table api_key_use (
  tenant_id    bigint      not null references tenant (id),
  api_key_id   bigint      not null,
  last_used_at timestamptz not null,
  primary key (tenant_id, api_key_id),
  foreign key (tenant_id, api_key_id) references api_key (tenant_id, id)
);
select entrepot_secure('api_key_use');
grant select, insert, update on api_key_use to portal_app;

-- Who is signed in, so that a disabled person is out at once. Real time: a moved business clock neither opens nor closes a door.
create sequence sign_in_seq increment 1 start 1;
create table sign_in (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  user_id         bigint      not null,
  organisation_id bigint      not null,
  address         text        not null,
  browser         text        not null,
  started_at      timestamptz not null default now(),
  ended_at        timestamptz,
  ended_why       text,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id)
);
create index sign_in_user on sign_in (tenant_id, user_id, id);
create index sign_in_organisation on sign_in (tenant_id, organisation_id);
select entrepot_secure('sign_in');
grant select, insert, update (ended_at, ended_why, organisation_id) on sign_in to portal_app;
grant usage on sequence sign_in_seq to portal_app;

-- Each try to sign in, counted before the costly hash is reckoned; failures only, by account and address.
create sequence sign_in_attempt_seq increment 1 start 1;
create table sign_in_attempt (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  account_hash text        not null,
  address      text        not null,
  at           timestamptz not null default now(),
  succeeded    boolean     not null default false,
  primary key (tenant_id, id)
);
create index sign_in_attempt_account on sign_in_attempt (tenant_id, account_hash, address, at) where not succeeded;
create index sign_in_attempt_address on sign_in_attempt (tenant_id, address, at) where not succeeded;
select entrepot_secure('sign_in_attempt');
grant select, insert, update (succeeded), delete on sign_in_attempt to portal_app;
grant usage on sequence sign_in_attempt_seq to portal_app;

--rollback drop table sign_in_attempt, sign_in, api_key_use, api_key, invitation, membership, user_account, person;
--rollback drop sequence sign_in_attempt_seq; drop sequence sign_in_seq; drop sequence api_key_seq; drop sequence invitation_seq; drop sequence membership_seq; drop sequence user_account_seq; drop sequence person_seq;
