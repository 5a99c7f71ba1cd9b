--liquibase formatted sql
--changeset entrepot:20261123-1970-gateway-refunds splitStatements:false

-- Whether the provider took a refund, so that what it refused is sent again; and which sum it took a refund off that came after the payment was handed over.
alter table gateway_payment add column refund_state text;
alter table gateway_payment add column refund_tried_at timestamptz;
alter table gateway_payment add column refunded_at timestamptz;
alter table gateway_payment add column refund_over text;
alter table gateway_payment add column recorded_at timestamptz not null default now();
alter table gateway_payment add constraint gateway_payment__refund_ck check (refund_state is null or refund_state in ('TO_SEND', 'SENT', 'REFUSED') and state = 'REFUNDED');
create index gateway_payment__refund_ix on gateway_payment (tenant_id, id) where refund_state in ('TO_SEND', 'REFUSED');
create index gateway_payment__refund_over_ix on gateway_payment (tenant_id, provider, id) where state = 'REFUNDED' and paid_over is not null and refund_over is null;
grant update (refund_state, refund_tried_at, refunded_at, refund_over) on gateway_payment to portal_app;
