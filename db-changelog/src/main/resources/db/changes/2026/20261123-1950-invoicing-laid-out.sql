--liquibase formatted sql
--changeset entrepot:20261123-1950-invoicing-laid-out splitStatements:false

-- A transfer that was taken back when it was spent, and money that left the bank for a member, are charges too.
alter table invoicing_receivable drop constraint invoicing_receivable__kind_ck;
alter table invoicing_receivable add constraint invoicing_receivable__kind_ck check (kind in ('FRANCHISE_FEE', 'OTHER', 'NEGATIVE_BALANCE', 'LAID_OUT'));
