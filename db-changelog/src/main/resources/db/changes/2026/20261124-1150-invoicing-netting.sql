--liquibase formatted sql
--changeset entrepot:20261124-1150-invoicing-netting splitStatements:false

-- What a submitted settlement run nets off a charge is nobody else's any more until it is posted or cancelled: else the run could not be posted.
alter table invoicing_receivable add column netting_minor bigint not null default 0;
alter table invoicing_receivable add constraint invoicing_receivable__netting_ck check (netting_minor between 0 and open_minor);
grant update (netting_minor) on invoicing_receivable to portal_app;
