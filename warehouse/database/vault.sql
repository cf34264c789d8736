-- Whose pseudonym is whose. Owner: warehouse_owner. The tables of personal values beside it follow from each source.
create table if not exists vault.personen (
    client_pseudoniem text primary key,
    bsn text not null,
    key_version integer not null default 1
);
comment on table vault.personen is 'One row per person and key: the only place where a pseudonym and a BSN meet.';
comment on column vault.personen.client_pseudoniem is 'First 32 hex characters of HMAC-SHA-256 over the BSN.';
comment on column vault.personen.bsn is 'Burgerservicenummer.';
comment on column vault.personen.key_version is 'Which key made the pseudonym; a new key makes new rows.';
