--liquibase formatted sql
--changeset entrepot:20261123-2010-invoicing-red-lines splitStatements:false

-- The tax of each consignment, as it was posted when it was shipped and paid back; null in rows from before, of which the invoice's rate tells it.
alter table invoicing_shipment add column vat_minor bigint;
alter table invoicing_fapiao_line add column vat_minor bigint;
alter table invoicing_refund add column vat_minor bigint;

-- Which consignments a red letter takes back, and the tax of each.
create table invoicing_red_letter_line (
  tenant_id         bigint not null references tenant (id),
  red_letter_id     bigint not null,
  consignment_code  text   not null,
  amount_minor      bigint not null,
  vat_minor         bigint not null,
  primary key (tenant_id, red_letter_id, consignment_code),
  foreign key (tenant_id, red_letter_id) references invoicing_red_letter (tenant_id, id),
  foreign key (tenant_id, consignment_code) references invoicing_shipment (tenant_id, consignment_code),
  constraint invoicing_red_letter_line__amount_ck check (amount_minor > 0 and vat_minor between 0 and amount_minor)
);
select entrepot_secure('invoicing_red_letter_line');
grant select, insert on invoicing_red_letter_line to portal_app;
grant update (vat_minor) on invoicing_shipment to portal_app;

-- A red letter that stands there already was proposed for one refund: that tells its consignment.
do $$
declare each bigint;
begin
  for each in select id from tenant loop
    perform set_config('app.tenant_id', each::text, true);
    insert into invoicing_red_letter_line (tenant_id, red_letter_id, consignment_code, amount_minor, vat_minor)
    select r.tenant_id, r.id, min(x.consignment_code), r.amount_minor, r.vat_minor
      from invoicing_red_letter r
      join invoicing_refund x on x.tenant_id = r.tenant_id and x.cause = r.why
      join invoicing_fapiao_line l on l.tenant_id = r.tenant_id and l.fapiao_id = r.fapiao_id and l.consignment_code = x.consignment_code
     where r.tenant_id = each group by r.tenant_id, r.id, r.amount_minor, r.vat_minor having count(*) = 1;
  end loop;
  perform set_config('app.tenant_id', '', true);
end $$;
