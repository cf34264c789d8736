"""What the columns of the raw layer are called from staging on, where the element name itself does not read well.

Reads   nothing; a raw column that is not named here keeps its name
Gives   `staging_name`, used by `warehouse.staging_models`
"""

EVERYWHERE = {
    "berichtcode": "bericht_code",
    "berichtidentificatie_dagtekening": "bericht_datum",
    "berichtidentificatie_identificatie": "bericht_identificatie",
    "berichtsubversie": "bericht_subversie",
    "berichtversie": "bericht_versie",
    "beschikkingingangsdatum": "beschikking_ingangsdatum",
    "beschikkingnummer": "beschikking_nummer",
    "budget": "budget_eurocent",
    "client_pseudoniem": "client_id",
    "communicatie_vorm": "communicatievorm",
    "declaratiedagtekening": "declaratie_datum",
    "declaratieidentificatie_dagtekening": "declaratie_bericht_datum",
    "declaratieidentificatie_identificatie": "declaratie_bericht_identificatie",
    "declaratienummer": "declaratie_nummer",
    "geboortedatum_datumgebruik": "geboortedatum_gebruik",
    "geleverdvolume": "geleverd_volume",
    "gewensteingangsdatum": "gewenste_ingangsdatum",
    "gezagsdragerbekend": "gezagsdrager_bekend",
    "identificatieretour": "retour_identificatie",
    "dagtekeningretour": "retour_datum",
    "ingediendbedrag_bedrag": "ingediend_bedrag_eurocent",
    "ingediendbedrag_debetcredit": "debet_credit",
    "juridischestatus": "juridische_status",
    "naam_naamgebruik": "naam_gebruik",
    "productcategorie": "product_categorie",
    "productcode": "product_code",
    "productreferentie_referentienummer": "referentie_nummer",
    "productreferentie_vorigreferentienummer": "vorig_referentie_nummer",
    "producttarief": "tarief_eurocent",
    "redenafwijzingverzoek": "reden_afwijzing_verzoek",
    "redenbeeindiging": "reden_beeindiging",
    "redenverzoek": "reden_verzoek",
    "redenwijziging": "reden_wijziging",
    "referentieaanbieder": "referentie_aanbieder",
    "retourcode": "retour_code",
    "statusaanlevering": "status_aanlevering",
    "toewijzingeinddatum": "toewijzing_einddatum",
    "toewijzingingangsdatum": "toewijzing_ingangsdatum",
    "toewijzingnummer": "toewijzing_nummer",
    "totaalingediendbedrag_debetcredit": "totaal_ingediend_debet_credit",
    "totaalingediendbedrag_totaalbedrag": "totaal_ingediend_eurocent",
    "totaaltoegekendbedrag_debetcredit": "totaal_toegekend_debet_credit",
    "totaaltoegekendbedrag_totaalbedrag": "totaal_toegekend_eurocent",
    "verwijzer_zorgverlenercode": "verwijzer_agb",
    "verzoekantwoord": "verzoek_antwoord",
    "wettelijkevertegenwoordiging": "wettelijke_vertegenwoordiging",
    "woonplaatsbeginsel_gemeente": "woonplaatsbeginsel_gemeente_code",
    "xsdversie_basisschemaxsdversie": "xsd_versie_basisschema",
    "xsdversie_berichtxsdversie": "xsd_versie_bericht",
    "xsdversiedeclaratie_basisschemaxsdversie": "xsd_versie_declaratie_basisschema",
    "xsdversiedeclaratie_berichtxsdversie": "xsd_versie_declaratie_bericht",
    "xsdversieretour_basisschemaxsdversie": "xsd_versie_retour_basisschema",
    "xsdversieretour_berichtxsdversie": "xsd_versie_retour_bericht",
    "xsltversie": "xslt_versie",
}

IN_TABLE = {
    ("contacten", "soort"): "adres_soort",
    ("contacten", "adres_postcode_pc4"): "postcode_pc4",
    ("contacten", "periode_begindatum"): "adres_begindatum",
    ("contacten", "periode_einddatum"): "adres_einddatum",
    ("relaties", "soort"): "relatie_soort",
    ("relaties", "contact_soort"): "adres_soort",
    ("relaties", "contact_adres_postcode_pc4"): "postcode_pc4",
    ("relaties", "contact_periode_begindatum"): "adres_begindatum",
    ("relaties", "contact_periode_einddatum"): "adres_einddatum",
}

GRAINS = {
    "berichten": "one row per received message",
    "clienten": "one row per client per received message",
    "relaties": "one row per relation of the client per received message",
    "contacten": "one row per address of the client per received message",
    "toewijzingen": "one row per toewijzing per received message",
    "retourcodes": "one row per retour code per received message",
    "startproducten": "one row per start per received message",
    "stopproducten": "one row per stop per received message",
    "aangevraagde_producten": "one row per requested product per received message",
    "verzoeken": "one row per request for a change per received message",
    "ongewijzigde_producten": "one row per toewijzing that a request leaves as it is, per received message",
    "te_wijzigen_producten": "one row per toewijzing that a request wants changed, per received message",
    "nieuwe_producten": "one row per new product in a request, per received message",
    "antwoorden": "one row per answer to a request, per received message",
    "declaraties": "one row per declaratie per received message",
    "prestaties": "one row per declaratieregel per received message",
    "declaratie_antwoorden": "one row per answer to a declaratie per received message",
}
"""What one row of a raw table, and of the staging model on it, is."""


CODED = {
    "datum_gebruik": "geboortedatum_gebruik",
    "frequentie": "omvang_frequentie",
    "soort_relatie": "relatie_soort",
    "type_verwijzer": "verwijzer_type",
}
"""Datatype of a code -> the column that holds it, where the two do not bear the same name."""


def staging_name(table: str, raw_column: str) -> str:
    """The name of a raw column from staging on."""
    return IN_TABLE.get((table, raw_column), EVERYWHERE.get(raw_column, raw_column))
