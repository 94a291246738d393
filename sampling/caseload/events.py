"""The dated events that the lists hold, and how the chronology tells each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """A column of a list that dates an event.

    Attributes:
        list: the list's number.
        column: the column that holds its day.
        slug: its part of an entry's id; never changed, since findings cite it.
        kind: the entry's kind.
        text: what happened; ``{column}`` stands for another cell of the row, in words.
        details: columns told after it, where they are filled.
    """

    list: int
    column: str
    slug: str
    kind: str
    text: str
    details: tuple[str, ...] = ()


EVENTS: tuple[Event, ...] = (
    Event(1, "contact_date", "contact", "contact", "Contact. From: {contact_source}"),
    Event(2, "eh_start", "early-help", "early_help", "Early help assessment begun. By: {eh_org}"),
    Event(2, "eh_end", "early-help-end", "early_help", "Early help assessment completed, or help ended"),
    Event(
        3,
        "referral_date",
        "referral",
        "referral",
        "Referral. From: {referral_source}",
        ("referral_nfa", "referrals_12m"),
    ),
    Event(4, "assessment_start", "started", "assessment", "Assessment begun"),
    Event(
        4,
        "assessment_end",
        "authorised",
        "assessment",
        "Assessment authorised",
        ("assessment_child_seen", "assessment_support"),
    ),
    Event(
        5,
        "s47_start",
        "strategy",
        "strategy_discussion",
        "Strategy discussion that began a section 47 enquiry",
        ("icpc_unnecessary", "s47_12m"),
    ),
    Event(5, "icpc_date", "conference", "conference", "Initial child protection conference", ("icpc_plan",)),
    Event(6, "cin_start", "need-start", "plan", "Episode of need begun", ("primary_need",)),
    Event(6, "last_seen", "seen", "visit", "Last seen by a social worker"),
    Event(6, "cin_end", "need-end", "plan", "Episode of need closed", ("cin_end_reason",)),
    Event(
        7,
        "cpp_start",
        "plan-start",
        "plan",
        "Child protection plan begun",
        ("abuse_initial", "previous_cpps"),
    ),
    Event(7, "last_visit", "visit", "visit", "Last statutory visit", ("seen_alone",)),
    Event(7, "last_review_cpc", "review", "review", "Latest review conference"),
    Event(7, "cpp_end", "plan-end", "plan", "Child protection plan ended"),
    Event(8, "care_start", "care-start", "care", "Came into care", ("category_of_need", "repeat_care_12m")),
    Event(8, "legal_start", "legal", "legal", "Present legal status begun: {legal_status}"),
    Event(
        8,
        "placement_start",
        "placement",
        "placement",
        "Latest placement begun: {placement_type}",
        ("placement_provider", "placement_in_out", "placement_la"),
    ),
    Event(8, "last_cla_review", "review", "review", "Latest statutory review"),
    Event(8, "last_visit", "visit", "visit", "Last visit by a social worker"),
    Event(8, "last_iro", "iro", "review", "Last visit or contact by the independent reviewing officer"),
    Event(8, "last_health", "health", "health", "Last health assessment"),
    Event(8, "last_dental", "dental", "health", "Last dental check"),
    Event(8, "care_end", "care-end", "care", "Left care", ("care_end_reason",)),
    Event(9, "pathway_review", "pathway-review", "pathway_plan", "Latest review of the pathway plan"),
    Event(9, "last_contact", "contact", "visit", "Latest contact with the young person", ("in_touch",)),
    Event(10, "care_start", "care-start", "care", "Came into care, as the adoption list has it"),
    Event(10, "adm_decision", "decision", "adoption", "Decided that the child should be placed for adoption"),
    Event(10, "placement_order", "placement-order", "legal", "Placement order made"),
    Event(10, "matched", "matched", "adoption", "Matched with prospective adopters"),
    Event(10, "ffa_placed", "fostered", "placement", "Placed in fostering for adoption"),
    Event(10, "placed", "placed", "adoption", "Placed for adoption"),
    Event(10, "adoption_order", "adopted", "legal", "Adoption order made"),
    Event(
        10,
        "reversed",
        "reversed",
        "adoption",
        "Decided that the child should no longer be placed for adoption",
        ("reversed_reason",),
    ),
)
"""Every dated event of a child, in the order in which those of one day are told."""
