"""What the standard asks of 301, 315, 317 and 319, over the whole city (numbers of rules as in the standard)."""

from itertools import combinations

from tests.recompute.reader import find_all, text_of
from tests.synthetic.chains import chains, latest_versions, owners, standing_versions, versions_in

MAY_OVERLAP = {"11", "12", "13", "14"}


def test_no_sender_uses_an_identificatie_twice_in_one_message_type():
    seen = [
        (wet, soort, sender, identificatie)
        for messages in chains().by_type.values()
        for (wet, soort, sender, _, identificatie, _), _ in messages
    ]

    assert len(seen) > 5000
    assert len(set(seen)) == len(seen)  # TR056


def test_identificaties_are_shared_between_types_and_senders_so_that_only_the_whole_key_joins():
    keys = [identity for messages in chains().by_type.values() for identity, _ in messages]

    assert len({(key[0], key[4]) for key in keys}) < len(keys) / 2


def test_a_toewijzing_keeps_its_product_begin_and_provider_through_all_versions():
    assert len(standing_versions()) > 500
    for number, versions in standing_versions().items():
        same = {(version.product, version.ingangsdatum, version.aanbieder) for version in versions}
        assert len(same) == 1, number  # TR332


def test_a_version_says_the_same_each_time_it_is_told():
    repeated = 0
    for versions in standing_versions().values():
        by_stamp = {}
        for version in versions:
            told = (version.einddatum, version.volume, version.budget)
            repeated += version.stamp in by_stamp
            assert by_stamp.setdefault(version.stamp, told) == told  # IV013
    assert repeated > 100


def test_a_repetition_leaves_out_the_reden_and_the_reference():
    for versions in standing_versions().values():
        for stamp in {version.stamp for version in versions}:
            told = sorted((v for v in versions if v.stamp == stamp), key=lambda v: v.dagtekening)
            assert not any(version.reden or version.referentie for version in told[1:])  # IV097, IV099


def test_the_fields_of_a_toewijzing_go_together():
    for versions in standing_versions().values():
        for version in versions:
            assert version.stamp[0] <= version.dagtekening  # TR134
            assert not version.einddatum or version.einddatum >= version.ingangsdatum  # CS003
            assert version.reden != "13" or version.is_removal  # CS335
            assert version.einddatum or not (version.frequentie == "2" or version.budget)  # CD075, CD076
            assert not (version.volume and version.budget)  # CD077
            assert version.budget or version.product[0]  # CD079
            assert bool(version.volume) == bool(version.product[1])  # CD041, CD080


def test_toewijzingen_of_one_product_do_not_overlap_in_a_message():
    pairs = 0
    for message in chains().standing("301"):
        rows = [version for _, version in versions_in(message) if not version.is_removal]
        for one, other in combinations(rows, 2):
            if message.wet == "wmo" and one.product[0] in MAY_OVERLAP:
                continue
            categorie, code = (
                left == right or "" in {left, right} for left, right in zip(one.product, other.product, strict=True)
            )
            is_same = code if one.product[1] and other.product[1] else categorie
            overlaps = one.ingangsdatum <= (other.einddatum or "9999") and other.ingangsdatum <= (
                one.einddatum or "9999"
            )
            assert not (is_same and overlaps), message.identity  # TR302
            pairs += 1
    assert pairs > 50


def test_every_reference_in_a_301_or_319_was_asked_for_once():
    asked = [
        (message.wet, message.afzender, element.text)
        for message in chains().standing("315", "317")
        for element in message.root.iter("{*}ReferentieAanbieder")
    ]
    given = {
        (wet, version.aanbieder, version.referentie)
        for (wet, _, _), versions in standing_versions().items()
        for version in versions
        if version.referentie
    }
    answered = {
        (message.wet, message.ontvanger, message.text("Antwoord/ReferentieAanbieder"))
        for message in chains().standing("319")
    }

    assert len(asked) > 200
    assert len(set(asked)) == len(asked)  # TR347
    assert len(given) > 100
    assert given <= set(asked)  # TR379
    assert answered
    assert answered <= set(asked)  # TR355


def test_a_rejected_request_is_not_granted_and_investigation_is_said_once():
    answers = {}
    for message in chains().standing("319"):
        key = (message.wet, message.ontvanger, message.text("Antwoord/ReferentieAanbieder"))
        answers.setdefault(key, []).append(message.text("Antwoord/VerzoekAntwoord"))
        is_elsewhere = message.text("Antwoord/RedenAfwijzingVerzoek") == "8"
        assert bool(message.text("Antwoord/Woonplaatsbeginsel/Gemeente")) == is_elsewhere  # TR377, TR409

    assert {tuple(sorted(given)) for given in answers.values()} == {("1",), ("2",), ("1", "2")}  # TR360, TR365


def test_a_317_names_everything_that_runs_with_the_provider():
    assert len(chains().standing("317")) > 50
    for message in chains().standing("317"):
        named = {int(element.text or "") for element in message.root.iter("{*}ToewijzingNummer")}
        latest = latest_versions(until=message.dagtekening)
        bsn = message.text("Client/Bsn")
        running = {
            number[2]
            for number, version in latest.items()
            if number[:2] == (message.wet, message.ontvanger)
            and version.aanbieder == message.afzender
            and (version.einddatum or "9999") >= message.dagtekening
            and not version.is_removal
            and owners()[number] == bsn
        }
        assert running <= named  # TR349
        changed = find_all(message.root, "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct")
        assert changed  # TR353
        for row in changed:
            number = (message.wet, message.ontvanger, int(text_of(row, "ToewijzingNummer")))
            wished = text_of(row, "GewensteIngangsdatum")
            assert wished > message.dagtekening or wished == latest[number].ingangsdatum  # TR357
