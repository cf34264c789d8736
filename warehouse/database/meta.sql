-- What happened in the intake: every file, what was decided about it, and how its rows add up.
-- Owner: warehouse_owner. Runs in one transaction when a home is prepared by a changed version; each statement can run
-- twice, so a column that a later version adds comes as `alter table ... add column if not exists`.
-- noqa: disable=RF04
create schema if not exists meta;

create table if not exists meta.files (
    file_id bigint primary key,
    sha256 text not null,
    source text not null,
    name text not null,
    container text,
    size_bytes bigint not null,
    status text not null,
    code text,
    wet text,
    berichtsoort text,
    release text,
    landed_at timestamptz not null default now(),
    decided_at timestamptz,
    loaded_at timestamptz
);
comment on table meta.files is
'One row per distinct content (SHA-256) that was ever taken in; file_id is its first 63 bits.';
-- who sent a file and when, what an envelope says of it, and by which way it came
alter table meta.files
add column if not exists afzender text check (afzender ~ '^([0-9]{4}|[0-9]{8})$'),
add column if not exists changed_at timestamptz,
add column if not exists channel text check (channel in ('bestand', 'zip', 'stuf_ggk')),
add column if not exists received_at timestamptz,
add column if not exists referentienummer text,
add column if not exists functie text;
comment on column meta.files.afzender is
'AGB code (8 digits) or gemeente code (4 digits) of the sender; null where the file does not say it readably.';
comment on column meta.files.changed_at is 'When its sender last changed it, as the delivery says.';
comment on column meta.files.channel is
'How the content came: bestand (by itself), zip, or stuf_ggk (in an envelope).';
comment on column meta.files.received_at is
'When the exchange sent it on (tijdstipBericht); null where no envelope says so.';
-- an equal hash is an equal file_id, which is the key: a second index would cost a third of every decision
alter table meta.files drop constraint if exists files_sha256_key;
alter table meta.files drop constraint if exists files_status_check;
alter table meta.files add constraint files_status_check check (
    status in ('landed', 'valid', 'loaded', 'refused', 'held', 'unpacked', 'noted')
);
comment on column meta.files.status is
'unpacked: an envelope, what lies in it is a file of its own; noted: it brings no rows, its outcome says it all.';
create index if not exists files_undecided on meta.files (source, status) where status in ('landed', 'valid', 'held');

create table if not exists meta.deliveries (
    delivery_id bigint generated always as identity primary key,
    run_id text not null,
    source text not null,
    path text not null,
    size_bytes bigint not null,
    mtime_ns bigint not null,
    file_id bigint,
    reaction text not null check (reaction in ('landed', 'unpacked', 'skipped', 'held', 'refused')),
    code text,
    seen_at timestamptz not null default now()
);
comment on table meta.deliveries is
'One row per time a file or zip member was offered, also when it was known already.';
create index if not exists deliveries_seen on meta.deliveries (source, path, size_bytes, mtime_ns);

create table if not exists meta.outcomes (
    outcome_id bigint generated always as identity primary key,
    run_id text not null,
    source text not null,
    step text not null,
    file_id bigint,
    file_name text not null,
    reaction text not null,
    code text not null,
    place text not null default '',
    message text not null,
    occurred_at timestamptz not null default now()
);
comment on column meta.outcomes.occurred_at is
'Start of the transaction: that of the reasons for the standing decision is decided_at of the file.';
comment on table meta.outcomes is 'What a step decided and why, in Dutch, without any personal value.';

create table if not exists meta.record_counts (
    file_id bigint not null,
    table_name text not null,
    rows_read bigint not null,
    rows_loaded bigint not null,
    rows_quarantined bigint not null default 0,
    rows_skipped bigint not null default 0,
    cents_read bigint not null default 0,
    cents_loaded bigint not null default 0,
    cents_quarantined bigint not null default 0,
    cents_skipped bigint not null default 0,
    primary key (file_id, table_name),
    constraint count_law check (rows_read = rows_loaded + rows_quarantined + rows_skipped),
    constraint count_law_cents check (cents_read = cents_loaded + cents_quarantined + cents_skipped)
);
-- the row in meta.files is locked by the load that writes here, and nobody may delete one: to look it up again for
-- every count took half of the time of counting
alter table meta.record_counts drop constraint if exists record_counts_file_id_fkey;
comment on table meta.record_counts is
'Per file and table: read = loaded + quarantined + skipped, in rows and in cents (debit minus credit).';

create table if not exists meta.pseudonym_keys (
    key_version integer primary key,
    fingerprint text not null unique,
    first_used_at timestamptz not null default now()
);
comment on table meta.pseudonym_keys is
'Which keys made the pseudonyms of the vault: an HMAC of a constant, not the key.';
