-- What went out: editions of the indicators with every figure in them, hidden ones without their value.
-- Owner: warehouse_owner. Runs after meta_loads.sql, in the same way. Nobody may change or remove what went out.
create table if not exists uitgave.uitgaven (
    uitgave_code text not null,
    gemeente_code text not null,
    load_id integer not null,
    content_hash text not null,
    gegevens_tot_en_met date,
    drempel integer not null check (drempel >= 5),
    gemaakt_op timestamptz not null default now(),
    primary key (gemeente_code, uitgave_code)
);
comment on table uitgave.uitgaven is 'Elke uitgave: van welke lading, met gegevens tot wanneer, en de drempel.';

create table if not exists uitgave.uitgave_cijfers (
    uitgave_code text not null,
    gemeente_code text not null,
    indicator_code text not null,
    periode_type text not null,
    periode_start date not null,
    periode_eind date not null,
    wet text,
    zorgsoort text,
    aanbieder_agb text,
    productgroep text,
    verwijzer text,
    stadsdeel text,
    leeftijdsgroep text,
    geslacht text,
    waarde numeric,
    is_onderdrukt boolean not null,
    is_voorlopig boolean not null,
    foreign key (gemeente_code, uitgave_code) references uitgave.uitgaven,
    check (is_onderdrukt = (waarde is null)),
    unique nulls not distinct (
        gemeente_code, uitgave_code, indicator_code, periode_type, periode_start, wet, zorgsoort, aanbieder_agb,
        productgroep, verwijzer, stadsdeel, leeftijdsgroep, geslacht
    )
);
comment on table uitgave.uitgave_cijfers is
'Elk cijfer van een uitgave. Een verborgen cijfer heeft geen waarde en staat ook nergens anders in de uitgave.';
