--liquibase formatted sql
--changeset entrepot:20261124-1100-aftersales-photos splitStatements:false

-- What whoever asks for a return shows of the goods; the bytes stand in stored_file.
create sequence aftersales_return_photo_seq increment 50 start 50;
create table aftersales_return_photo (
  tenant_id    bigint      not null,
  id           bigint      not null,
  return_id    bigint      not null,
  file_code    text        not null,
  file_type    text        not null,
  added_by     text        not null,
  added_at     timestamptz not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, return_id) references aftersales_return (tenant_id, id),
  constraint aftersales_return_photo__file_uq unique (tenant_id, file_code),
  constraint aftersales_return_photo__file_fk foreign key (tenant_id, file_code) references stored_file (tenant_id, code),
  constraint aftersales_return_photo__type_ck check (file_type in ('image/jpeg', 'image/png', 'application/pdf'))
);
create index aftersales_return_photo__return_ix on aftersales_return_photo (tenant_id, return_id);
select entrepot_secure('aftersales_return_photo');
grant select, insert on aftersales_return_photo to portal_app;
grant usage on sequence aftersales_return_photo_seq to portal_app;
