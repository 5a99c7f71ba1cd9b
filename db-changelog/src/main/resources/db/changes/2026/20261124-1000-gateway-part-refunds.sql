--liquibase formatted sql
--changeset entrepot:20261124-1000-gateway-part-refunds splitStatements:false

-- A payment may go back in parts, each its own refund at the provider; together never more than was paid.
alter table wallet_top_up add column refunded_minor bigint not null default 0;
alter table wallet_top_up add constraint wallet_top_up__refunded_ck check (refunded_minor between 0 and coalesce(received_minor, amount_minor));
grant update (refunded_minor) on wallet_top_up to portal_app;

create sequence gateway_refund_seq;
create table gateway_refund (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  code         text        not null,
  payment_id   bigint      not null,
  amount_minor bigint      not null,
  currency     char(3)     not null,
  reason       text        not null,
  state        text        not null,
  at           timestamptz not null,
  tried_at     timestamptz,
  refund_over  text,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, payment_id) references gateway_payment (tenant_id, id),
  constraint gateway_refund__code_uq unique (tenant_id, code),
  constraint gateway_refund__amount_ck check (amount_minor > 0),
  constraint gateway_refund__state_ck check (state in ('TO_SEND', 'SENT', 'DONE', 'REFUSED'))
);
create index gateway_refund__payment_ix on gateway_refund (tenant_id, payment_id, id);
create index gateway_refund__send_ix on gateway_refund (tenant_id, id) where state in ('TO_SEND', 'REFUSED');
create index gateway_refund__over_ix on gateway_refund (tenant_id, at) where refund_over is null;
select entrepot_secure('gateway_refund');
grant select, insert on gateway_refund to portal_app;
grant update (state, tried_at, refund_over) on gateway_refund to portal_app;
grant usage on sequence gateway_refund_seq to portal_app;

-- What went back whole before. The providers know it by this name; what came before it was written down when was taken off at once.
do $$
declare
  each_tenant record;
begin
  for each_tenant in select id from tenant loop
    perform set_config('app.tenant_id', each_tenant.id::text, true);
    insert into gateway_refund (tenant_id, id, code, payment_id, amount_minor, currency, reason, state, at, tried_at, refund_over, recorded_at)
    select p.tenant_id, nextval('gateway_refund_seq'), p.code || '-R', p.id, p.refunded_minor, p.currency, '', coalesce(p.refund_state, 'SENT'),
           coalesce(p.refunded_at, p.paid_at), p.refund_tried_at,
           case when p.paid_over is not null and p.refunded_at is null then p.paid_over else p.refund_over end, p.recorded_at
      from gateway_payment p where p.tenant_id = each_tenant.id and p.state = 'REFUNDED' and p.refunded_minor > 0;
    update wallet_top_up t set refunded_minor = coalesce(t.received_minor, t.amount_minor) where t.tenant_id = each_tenant.id and t.state = 'BOUNCED';
  end loop;
  perform set_config('app.tenant_id', '', true);
end
$$;
