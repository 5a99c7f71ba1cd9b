--liquibase formatted sql
--changeset entrepot:20261122-2130-messaging-reader splitStatements:false

-- In which language a person reads: whoever writes to that address writes in it.
create table message_reader (
  tenant_id bigint not null references tenant (id),
  address   text   not null check (address = lower(address) and length(address) between 1 and 320),
  language  text   not null check (language in ('en', 'zh-CN', 'es')),
  primary key (tenant_id, address)
);
select entrepot_secure('message_reader');
grant select, insert, update (language) on message_reader to portal_app;
insert into message_reader (tenant_id, address, language)
  select tenant_id, lower(login), language from user_account on conflict do nothing;

--rollback drop table message_reader;
