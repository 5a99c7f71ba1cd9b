--liquibase formatted sql
--changeset entrepot:20261123-1910-commission-closing-pieces splitStatements:false

-- A month is closed in a moment; its lines are added up piece by piece beside deliveries and refunds, and its awards posted at the end.
alter table commission_closing add column posted boolean not null default true;
alter table commission_closing add column after_id bigint not null default 0;
alter table commission_closing add column pieces integer not null default 0;
grant update (posted, after_id, pieces) on commission_closing to portal_app;

create table commission_closing_sum (
  tenant_id        bigint  not null,
  month            date    not null,
  piece            integer not null,
  plan_code        text    not null,
  rule_code        text    not null,
  organisation_id  bigint  not null,
  seller_id        bigint  not null,
  base_minor       bigint  not null,
  accrued_minor    bigint  not null,
  by_line_minor    bigint  not null,
  cut_minor        bigint  not null,
  primary key (tenant_id, month, piece, plan_code, rule_code, organisation_id, seller_id),
  foreign key (tenant_id, month) references commission_closing (tenant_id, month)
);
select entrepot_secure('commission_closing_sum');
grant select, insert, delete on commission_closing_sum to portal_app;
