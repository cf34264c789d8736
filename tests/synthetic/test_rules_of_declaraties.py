"""What the standard asks of 323 and 325, over the whole city."""

from calendar import monthrange
from collections import Counter

from tests.recompute.claims import read_answer
from tests.recompute.reader import all_codes, find, find_all, text_of
from tests.synthetic.chains import chains, latest_versions, signed, standing_versions


def claims():
    """Every 323 in order of day, with its 325 or None."""
    answers = {read_answer(message).key: message for message in chains().standing("325")}
    for message in sorted(chains().standing("323"), key=lambda item: item.dagtekening):
        key = (message.wet, message.afzender, message.ontvanger, message.identificatie, message.dagtekening)
        yield message, answers.get(key)


def lines_of(message):
    for client in find_all(message.root, "Declaratie/Clienten/Client"):
        yield from find_all(client, "Prestaties/Prestatie")


def test_totals_numbers_and_references_are_right():
    numbers, references = [], []
    for message, _ in claims():
        numbers.append((message.wet, message.afzender, message.text("Declaratie/DeclaratieNummer")))
        lines = list(lines_of(message))
        total = signed(message.root, "Declaratie/TotaalIngediendBedrag")
        assert total == sum(signed(line, "IngediendBedrag") for line in lines)  # TR358
        for line in lines:
            references.append((message.wet, message.afzender, text_of(line, "ProductReferentie/ReferentieNummer")))
            is_credit = text_of(line, "IngediendBedrag/DebetCredit") == "C"
            assert bool(text_of(line, "ProductReferentie/VorigReferentieNummer")) == is_credit  # CD060

    assert len(references) > 5000
    assert len(set(numbers)) == len(numbers)  # TR333
    assert len(set(references)) == len(references)  # TR314
    assert len({reference[2] for reference in references}) < len(references)  # other providers use the same numbers


def test_amounts_follow_from_volume_and_tariff():
    units = Counter()
    for message, _ in claims():
        for line in lines_of(message):
            volume, unit = int(text_of(line, "GeleverdVolume")), text_of(line, "Eenheid")
            tariff, cents = text_of(line, "ProductTarief"), abs(signed(line, "IngediendBedrag"))
            assert volume > 0
            assert bool(tariff) == (unit != "83")  # CD087
            if unit == "83":
                assert cents == volume  # CS339
            elif unit != "01":  # minutes of an hourly tariff are rounded on the amount (TR346)
                is_correction = cents == volume * int(tariff)
                assert is_correction
            units[unit] += 1

    assert units.keys() == {"01", "04", "14", "16", "82", "83"}


def test_a_product_period_is_the_month_within_the_toewijzing_as_it_was_known():
    latest = latest_versions()
    late = 0
    for message, _ in claims():
        month = message.text("Declaratie/DeclaratiePeriode/Begindatum")
        for line in lines_of(message):
            number = (message.wet, message.ontvanger, int(text_of(line, "ToewijzingNummer")))
            begin, end = text_of(line, "ProductPeriode/Begindatum"), text_of(line, "ProductPeriode/Einddatum")
            known = [v for v in standing_versions()[number] if v.dagtekening <= message.dagtekening]
            assert known  # TR338
            assert not latest[number].is_removal  # TR384
            assert known[0].product[1] in {"", text_of(line, "ProductCode")}  # TR340
            assert begin[:7] == end[:7] <= month[:7]  # CS337, TR319
            assert end <= (latest[number].einddatum or "9999")
            late += begin[:7] < month[:7]
            if text_of(line, "IngediendBedrag/DebetCredit") == "D":
                first, last = f"{begin[:7]}-01", f"{begin[:8]}{monthrange(int(begin[:4]), int(begin[5:7]))[1]}"
                assert begin == max(first, known[0].ingangsdatum)  # TR387
                ends = {min(last, version.einddatum or "9999") for version in known}
                assert end in ends  # TR388
    assert late > 100


def test_a_debit_is_claimed_once_and_credited_once_after_it_was_approved():
    claimed, approved, credited = {}, {}, set()
    for message, answer in claims():
        found = read_answer(answer) if answer else None
        for line in lines_of(message):
            provider = (message.wet, message.afzender)
            reference = text_of(line, "ProductReferentie/ReferentieNummer")
            previous = text_of(line, "ProductReferentie/VorigReferentieNummer")
            is_refused = found is not None and (found.is_refusal or reference in found.listed)
            if previous:
                assert (*provider, previous) in approved  # TR323
                assert (*provider, previous) not in credited  # TR390
                if not is_refused:
                    credited.add((*provider, previous))
                    claimed.pop(approved[*provider, previous], None)
                continue
            names = ("ToewijzingNummer", "ProductCategorie", "ProductCode", "ProductPeriode/Begindatum")
            key = (*provider, message.ontvanger, *(text_of(line, name).lstrip("0") for name in names))
            if not is_refused:
                assert key not in claimed  # TR389
                claimed[key] = reference
            if found is not None and not is_refused:
                approved[*provider, reference] = key

    assert len(credited) > 50


def test_a_325_lists_what_it_refuses_and_its_totals_agree():
    shapes = Counter()
    for message, answer in claims():
        if answer is None:
            shapes["none"] += 1
            continue
        body = find(answer.root, "DeclaratieAntwoord")
        if body is None:
            assert all_codes(answer.root) == {"0001"}
            shapes["header"] += 1
            continue
        claimed, granted = signed(body, "TotaalIngediendBedrag"), signed(body, "TotaalToegekendBedrag")
        refused = [
            line for client in find_all(body, "Clienten/Client") for line in find_all(client, "Prestaties/Prestatie")
        ]
        assert claimed == signed(message.root, "Declaratie/TotaalIngediendBedrag")
        if all_codes(find(body, "RetourCodes")) == {"9333"}:
            assert (granted, refused) == (0, [])
            shapes["whole"] += 1
            continue
        assert claimed - granted == sum(signed(line, "IngediendBedrag") for line in refused)  # TR342
        own = {code for client in find_all(body, "Clienten/Client") for code in all_codes(find(client, "RetourCodes"))}
        shapes["lines"] += bool(refused)
        shapes["client"] += "8187" in own
        shapes["all granted"] += not refused

    assert {"none", "header", "whole", "lines", "client", "all granted"} <= {shape for shape, n in shapes.items() if n}
