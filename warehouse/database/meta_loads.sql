-- The loads of the marts, which one readers see, what let it through and what the night cost.
-- Owner: warehouse_owner. Runs after meta.sql, in the same way.
-- noqa: disable=RF04
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
alter table meta.loads add column if not exists made_of text not null default '';
comment on column meta.loads.made_of is
'Fingerprint of the code and the loaded data it was built from (warehouse/made_of.py); empty: not known.';
comment on column meta.loads.audited_tables is
'Fingerprint of the tables that the gate let through; only these may be published.';
comment on table meta.loads is 'One row per build of the marts; published loads stay until three newer ones exist.';

create table if not exists meta.published (
    only_row boolean primary key default true check (only_row),
    load_id integer references meta.loads,
    published_at timestamptz
);
comment on table meta.published is
'The one row that decides what readers see. Publishing and rolling back are an UPDATE of it.';
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
comment on table meta.steps is
'What each step of a night cost: wall and CPU seconds (children included), peak memory, and its counts.';

create table if not exists meta.prepared (
    only_row boolean primary key default true check (only_row),
    fingerprint text not null,
    prepared_at timestamptz not null default now()
);
comment on table meta.prepared is
'Fingerprint of the roles, grants and tables that were last made here: equal means nothing to do.';
