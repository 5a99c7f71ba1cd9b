--liquibase formatted sql
--changeset entrepot:20261123-1700-fulfilment-refund splitStatements:false

-- The one count of what came back and was paid back of a consignment's line, whoever took it back: a piece is never
-- refunded twice. Quantity and price stand here once more so that the table refuses by itself.
create table consignment_refund (
  tenant_id       bigint      not null,
  consignment_id  bigint      not null,
  line_no         integer     not null,
  quantity        integer     not null,
  total_minor     bigint      not null,
  claimed         integer     not null default 0,
  own             integer     not null default 0,
  pieces          integer     not null default 0,
  reduced_minor   bigint      not null default 0,
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, consignment_id, line_no),
  foreign key (tenant_id, consignment_id, line_no) references consignment_line (tenant_id, consignment_id, no),
  constraint consignment_refund__pieces_ck check (pieces >= 0 and pieces <= claimed and claimed <= quantity and own >= 0 and own <= claimed),
  constraint consignment_refund__amount_ck check (reduced_minor >= 0
    and round(total_minor::numeric * pieces / quantity) + reduced_minor <= total_minor)
);
select entrepot_secure('consignment_refund');
grant select, insert on consignment_refund to portal_app;
grant update (claimed, own, pieces, reduced_minor) on consignment_refund to portal_app;

-- What of the way was paid back, beside what consignments that travelled together got back.
create table consignment_freight_refund (
  tenant_id       bigint      not null,
  consignment_id  bigint      not null,
  freight_minor   bigint      not null,
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, consignment_id),
  foreign key (tenant_id, consignment_id) references consignment (tenant_id, id),
  constraint consignment_freight_refund__amount_ck check (freight_minor > 0)
);
select entrepot_secure('consignment_freight_refund');
grant select, insert on consignment_freight_refund to portal_app;
grant update (freight_minor) on consignment_freight_refund to portal_app;

-- What carriers' failures took back before there was one count.
do $$
declare
  each_tenant record;
begin
  for each_tenant in select id from tenant loop
    perform set_config('app.tenant_id', each_tenant.id::text, true);
    insert into consignment_refund (tenant_id, consignment_id, line_no, quantity, total_minor, claimed, own, pieces)
    select b.tenant_id, b.consignment_id, b.line_no, l.quantity, l.supply_minor, least(l.quantity, sum(b.quantity)), sum(b.own_quantity),
           least(l.quantity, coalesce(sum(b.quantity) filter (where v.parcel_id is not null), 0))
      from parcel_back b
      join consignment_line l on l.tenant_id = b.tenant_id and l.consignment_id = b.consignment_id and l.no = b.line_no
      left join parcel_verdict v on v.tenant_id = b.tenant_id and v.parcel_id = b.parcel_id
     where b.tenant_id = each_tenant.id
     group by b.tenant_id, b.consignment_id, b.line_no, l.quantity, l.supply_minor;
    insert into consignment_freight_refund (tenant_id, consignment_id, freight_minor)
    select p.tenant_id, c.id, sum(e.amount_minor)
      from ledger_posting p
      join ledger_entry e on e.tenant_id = p.tenant_id and e.posting_id = p.id
      join ledger_account a on a.tenant_id = e.tenant_id and a.id = e.account_id and a.kind = 'FREIGHT_INCOME'
      join consignment c on c.tenant_id = p.tenant_id and c.code = split_part(p.cause_code, '/', 2)
     where p.tenant_id = each_tenant.id and p.event = 'parcel.refunded' and p.cause_type = 'parcel'
     group by p.tenant_id, c.id
    having sum(e.amount_minor) > 0;
  end loop;
  perform set_config('app.tenant_id', '', true);
end
$$;
