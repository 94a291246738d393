"""What the eleven lists hold, and how codes are told from their spellings."""

from importlib import resources

import pytest

from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.folding import fold_code, fold_header
from sampling.errors import DataFileError

KNOWN = specification.load()


def test_lists_have_the_columns_of_the_template_of_2019() -> None:
    official = [sum(1 for column in spec.columns if not column.since) for spec in KNOWN.lists]
    assert official == [7, 8, 11, 12, 14, 14, 17, 34, 13, 16, 19]
    assert sum(official) == 165


def test_list_9_knows_the_four_columns_of_2024() -> None:
    later = [column.key for column in KNOWN.numbered(9).columns if column.since == "2024"]
    assert later == ["uasc", "personal_adviser", "pathway_review", "last_contact"]


@pytest.mark.parametrize(
    ("code_set", "text", "value"),
    [
        ("ethnicity", "a) WBRI", "WBRI"),
        ("ethnicity", "wbri", "WBRI"),
        ("ethnicity", "White British", "WBRI"),
        ("ethnicity", "A1", "WBRI"),
        ("ethnicity", "s) NOBT", "NOBT"),
        ("ethnicity", "s) REFU", "REFU"),
        ("source", "a) 1A: Individual", "1A"),
        ("source", "4", "4"),
        ("source", "m) 4: Housing", "4"),
        ("source", "10", "10"),
        ("primary_need", "N1 - Abuse or neglect", "N1"),
        ("primary_need", "Parental illness or disability", "N3"),
        ("category_of_need", "N3 - Parental disability or illness", "N3"),
        ("legal_status", "C2: FCO", "C2"),
        ("placement_provider", "e) PR4 - Private provision", "PR4"),
        ("gender", "c) Not stated/recorded (or unborn)", "Not stated/recorded"),
        ("gender_adopter", "c) Neither", "Neither"),
        ("gender_adopter", "c) Not stated/recorded", "Not stated/recorded"),
        ("suitability", "Unsuitable", "Unsuitable"),
        ("suitability", "b) Unsuitable", "Unsuitable"),
        ("yes_no", "1.0", "Yes"),
        ("yes_no", "a Yes", "Yes"),
        ("yes_no", "1 = Yes", "Yes"),
        ("disability", "AUT", "Yes"),
        ("disability", "NONE", "No"),
        ("in_touch", "d) Refu", "REFU"),
        ("accommodation", "X", "X"),
        ("eligibility", "d) Eligible child", "Eligible child"),
        ("placement_type", "l) P2: Independent living", "P2"),
    ],
)
def test_a_spelling_means_its_value(code_set: str, text: str, value: str) -> None:
    matched = KNOWN.codes[code_set].find(text)
    assert matched is not None
    assert matched.value == value


@pytest.mark.parametrize(
    ("code_set", "text"),
    [
        ("gender", "Monkey"),
        ("gender", "Femal"),
        ("gender", "c"),
        ("gender", "-1"),
        ("source", "Individual"),
        ("source", "Health services"),
        ("source", "14"),
        ("suitability", "suit"),
        ("yes_no", "Not known"),
        ("yes_no", "Nope"),
    ],
)
def test_a_part_of_a_word_or_an_ambiguous_one_means_nothing(code_set: str, text: str) -> None:
    assert KNOWN.codes[code_set].find(text) is None


def test_every_official_text_and_value_means_itself() -> None:
    for codes in KNOWN.codes.values():
        for value in codes.values:
            for text in (value.official, value.value):
                matched = codes.find(text)
                assert matched is not None, (codes.key, text)
                assert matched.value == value.value, (codes.key, text)


def test_values_are_shown_in_words() -> None:
    care = KNOWN.numbered(8)
    assert care.column("legal_status").show("C2") == "Full care order"
    assert care.column("legal_status").show("a local code") == "a local code"
    assert care.column("care_start").show(None) == ""
    assert KNOWN.codes["placement_type"].group("U4") == "Foster placement"
    assert KNOWN.codes["ethnicity"].group("BAFR") == "Black"


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ("  date OF Referral ?", "Date of referral"),
        ("Child’s Legal Status", "Child's Legal Status"),
        ("Sum of Number of ICPCs in the last 12 months", "Number of ICPCs in the last 12 months"),
        ("... Last 12 Months (Y/N))", "... last 12 months (Y/N)"),
        ("CHILD_ID", "Child ID"),
        ("Date\u00a0of  Birth", "Date of Birth"),
    ],
)
def test_headers_fold_alike(given: str, same: str) -> None:
    assert fold_header(given) == fold_header(same)


def test_a_negative_number_does_not_fold_to_its_opposite() -> None:
    assert fold_code("-1") != fold_code("1")


def _text() -> str:
    return resources.files("sampling.caseload.annex_a").joinpath("lists.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('codes = "gender"', 'codes = "genders"', "lists.contacts.gender"),
        (
            'type = "date", label = "Contact"',
            'type = "day", label = "Contact"',
            "lists.contacts.contact_date",
        ),
        (
            'aliases = ["ContactSource", "Source of contact"]',
            'aliases = ["DateOfContact"]',
            "lists.contacts.contact_source",
        ),
        ('value = "Female"', 'value = "Male"', "codes.gender"),
        ('aliases = ["F", "2", "Girl", "Woman"]', 'aliases = ["M"]', "codes.gender"),
        ('start = "contact_date"', 'start = "nowhere"', "lists.contacts"),
        ("number = 1\n", "", "lists.contacts"),
    ],
)
def test_a_data_file_that_does_not_hold_together_is_refused(old: str, new: str, key: str) -> None:
    text = _text()
    assert old in text
    with pytest.raises(DataFileError) as refused:
        specification.parse(text.replace(old, new, 1))
    assert refused.value.file == "lists.toml"
    assert refused.value.key == key
