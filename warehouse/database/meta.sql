-- What happened: every file, what was decided about it, every load, and which one readers see.
-- Owner: warehouse_owner. Runs in one transaction, every time a home is prepared; each statement can run twice.
create schema if not exists meta;

create table if not exists meta.files (
    file_id bigint primary key,
    sha256 text not null unique,
    source text not null,
    name text not null,
    container text,
    size_bytes bigint not null,
    status text not null check (status in ('landed', 'valid', 'loaded', 'refused', 'held')),
    code text,
    wet text,
    berichtsoort text,
    release text,
    landed_at timestamptz not null default now(),
    decided_at timestamptz,
    loaded_at timestamptz
);
comment on table meta.files is 'One row per distinct content (SHA-256) that was ever taken in; file_id is its first 63 bits.';
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
comment on table meta.deliveries is 'One row per time a file or zip member was offered, also when it was known already.';
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
comment on table meta.outcomes is 'What a step decided and why, in Dutch, without any personal value.';

create table if not exists meta.record_counts (
    file_id bigint not null references meta.files,
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
comment on table meta.record_counts is 'Per file and record type: read = loaded + quarantined + skipped, in rows and in cents (debit minus credit).';

create table if not exists meta.pseudonym_keys (
    key_version integer primary key,
    fingerprint text not null unique,
    first_used_at timestamptz not null default now()
);
comment on table meta.pseudonym_keys is 'Which keys made the pseudonyms of the vault: an HMAC of a constant, not the key.';

create table if not exists meta.loads (
    load_id integer generated always as identity primary key,
    run_id text not null,
    status text not null check (
        status in ('building', 'audited', 'refused', 'unchanged', 'stored', 'published', 'retired', 'dropped')
    ),
    code_version text not null default '',
    audited_tables text not null default '',
    content_hash text,
    data_until date,
    started_at timestamptz not null default now(),
    decided_at timestamptz
);
comment on column meta.loads.audited_tables is 'Fingerprint of the tables that the gate let through; only these may be published.';
comment on table meta.loads is 'One row per build of the marts; published loads stay until three newer ones exist.';

create table if not exists meta.published (
    only_row boolean primary key default true check (only_row),
    load_id integer references meta.loads,
    published_at timestamptz
);
comment on table meta.published is 'The one row that decides what readers see. Publishing and rolling back are an UPDATE of it.';
insert into meta.published (only_row) values (true) on conflict do nothing;

create table if not exists meta.gate_checks (
    run_id text not null,
    gate text not null,
    check_name text not null,
    outcome text not null check (outcome in ('pass', 'fail', 'error')),
    detail text not null default '',
    checked_at timestamptz not null default now()
);
comment on table meta.gate_checks is 'Every check that a gate ran, with its outcome.';

create table if not exists meta.steps (
    run_id text not null,
    step text not null,
    wall_seconds double precision not null,
    cpu_seconds double precision not null,
    peak_memory_mb double precision not null,
    counts jsonb not null default '{}',
    finished_at timestamptz not null default now()
);
comment on table meta.steps is 'What each step of a night cost: wall and CPU seconds (children included), peak memory, and its counts.';

create table if not exists meta.prepared (
    only_row boolean primary key default true check (only_row),
    fingerprint text not null,
    prepared_at timestamptz not null default now()
);
comment on table meta.prepared is 'Fingerprint of the roles, grants and tables that were last made here: equal means nothing to do.';
