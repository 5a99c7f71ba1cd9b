--liquibase formatted sql
--changeset entrepot:20261122-1100-messaging-message splitStatements:false

-- A letter to a person. What it says stands in the bundles under the text's key, in the reader's language; here are the key and the details.
create sequence message_seq increment 1 start 1;
create table message (
  tenant_id   bigint      not null references tenant (id),
  id          bigint      not null,
  to_address  text        not null check (length(to_address) between 1 and 320),
  language    text        not null,
  text_key    text        not null,
  details     jsonb       not null default '{}',
  link        text,
  created_at  timestamptz not null,
  recorded_at timestamptz not null default now(),
  sent_at     timestamptz,
  primary key (tenant_id, id)
);
create index message_unsent on message (tenant_id, id) where sent_at is null;
select entrepot_secure('message');
grant select, insert, update (sent_at) on message to portal_app;
grant usage on sequence message_seq to portal_app;

--rollback drop table message; drop sequence message_seq;
