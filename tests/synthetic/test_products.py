"""The register says of each code what the city itself holds to be true, but for what it leaves out on purpose."""

import csv
from datetime import date
from itertools import combinations

from ingestion.sources.ijw_iwmo.catalogue import load_catalogue
from synthetic.places import GEMEENTEN, PROVIDERS_OF
from synthetic.products import PRODUCTS, REGISTER_COLUMNS, register_rows, write_register

DAYS = [date(2020, 1, 1), date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1), date(2026, 6, 30)]


def rows_for(code, gemeente, day):
    return [
        row
        for row in register_rows()
        if row["product_code"] == code
        and row["gemeente_code"] == gemeente
        and row["geldig_van"] <= day.isoformat() <= (row["geldig_tot"] or "9999")
    ]


def test_the_register_agrees_with_the_truth_on_every_day_and_in_every_gemeente():
    seen = 0
    for product in (product for product in PRODUCTS.values() if product.is_registered):
        for day in DAYS:
            for gemeente in GEMEENTEN:
                found = rows_for(product.code, gemeente.code, day) or rows_for(product.code, "*", day)
                if not found:
                    assert product.successor
                    assert day >= product.successor[0]
                    continue
                assert [row["zorgsoort"] for row in found] == [product.zorgsoort_on(day, gemeente.code)]
                seen += 1
    assert seen > 1000


def test_the_register_holds_what_it_is_there_to_show():
    codes = {row["product_code"] for row in register_rows()}
    by_key = {}
    for row in register_rows():
        by_key.setdefault((row["gemeente_code"], row["product_code"]), set()).add(row["zorgsoort"])

    assert PRODUCTS.keys() - codes == {product.code for product in PRODUCTS.values() if not product.is_registered}
    assert PRODUCTS.keys() - codes
    assert any(len(zorgsoorten) > 1 for zorgsoorten in by_key.values())
    assert any(gemeente != "*" for gemeente, _ in by_key)


def test_periods_of_one_code_do_not_overlap():
    rows = list(register_rows())
    for one, other in combinations(rows, 2):
        if (one["gemeente_code"], one["product_code"]) == (other["gemeente_code"], other["product_code"]):
            assert (one["geldig_tot"] or "9999") < other["geldig_van"]


def test_categories_and_units_are_those_of_the_standard():
    catalogue = load_catalogue()
    for product in PRODUCTS.values():
        assert product.categorie in catalogue.codes_of("LDT_ProductCategorie", product.wet)
        assert product.eenheid in catalogue.codes_of("LDT_Eenheid", product.wet)
        assert product.frequentie in catalogue.codes_of("LDT_Frequentie", product.wet)


def test_every_product_has_a_provider_that_names_it_by_code():
    for code, providers in PROVIDERS_OF.items():
        assert any(provider.variant == "specifiek" for provider in providers), code


def test_the_register_is_written_with_semicolons_and_one_header(tmp_path):
    write_register(tmp_path)
    with (tmp_path / "registers" / "producten" / "producten.csv").open(encoding="utf-8", newline="") as lines:
        read = list(csv.DictReader(lines, delimiter=";"))

    assert tuple(read[0]) == REGISTER_COLUMNS
    assert read == list(register_rows())
