--liquibase formatted sql
--changeset entrepot:20261122-1110-identity-setup-link splitStatements:false

-- The one-time link that founds a tenant with its first person. It comes before any tenant, so it belongs to none; it holds nothing but
-- the hash of its token. Who starts the program (the owner's role) makes it, the portal only uses it up.
create table setup_link (
  token_hash text        primary key,
  expires_at timestamptz not null,
  used_at    timestamptz,
  made_at    timestamptz not null default now()
);
grant select, update (used_at) on setup_link to portal_app;

--rollback drop table setup_link;
