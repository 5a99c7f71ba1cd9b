--liquibase formatted sql
--changeset entrepot:20261123-1320-payout-held splitStatements:false

-- Which rule held a payout out of the last batch; in which of a batch's files a line stands.
alter table payout add column held_rule text not null default '';
alter table payout_line add column file_no integer;
create index payout_line__sent_ix on payout_line (tenant_id, batch_id) where state = 'SENT';
grant update (held_rule) on payout to portal_app;
grant update (file_no) on payout_line to portal_app;
