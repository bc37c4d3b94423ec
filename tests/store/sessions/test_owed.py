"""What a session is owed: the database says what the model says, on any day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.model.client import Client
from mtdesk.model.ledger.payment import PAYMENT_KINDS, Payment, Redemption
from mtdesk.model.session import PAYERS, STATUSES, Session, owed
from mtdesk.store import clients, ledger, sessions
from mtdesk.store.file.opening import in_memory

FIRST = date(2026, 11, 10)
DAYS = [(FIRST + timedelta(days=number)).isoformat() for number in range(8)]
days = st.sampled_from(DAYS)
amounts = st.integers(1, 120)


def taxed(session):
    """Sales tax stands beside a price, or nowhere."""
    if not session.price_minor:
        return st.just(session)
    return st.integers(0, 9).map(lambda tax: replace(session, tax_minor=tax))


visits = st.tuples(
    st.builds(
        Session,
        local_date=days,
        minutes=st.just(60),
        price_minor=st.none() | st.integers(0, 120),
        status=st.sampled_from(STATUSES),
        payer=st.sampled_from(PAYERS),
        due_minor=st.none() | st.integers(0, 120),
    ).flatmap(taxed),
    st.lists(
        st.builds(
            Payment,
            received_on=days,
            kind=st.sampled_from(PAYMENT_KINDS),
            amount_minor=amounts,
            client_id=st.just(1),
        ),
        max_size=4,
    ),
    st.lists(st.builds(Redemption, redeemed_on=days, amount_minor=amounts), max_size=3),
)


@pytest.fixture(scope="module")
def book():
    made = in_memory()
    with made.transaction("client", "ana", "2026-11-20T00:00:00+00:00"):
        clients.add(made, Client(name="ana"))
    return made


@times(60)
@given(found=st.lists(visits, min_size=1, max_size=3), day=days)
def test_the_store_owes_what_the_model_owes(book, found, day):
    said = {}
    with book.transaction("log", "", "2026-11-20T00:00:00+00:00", keep=False):
        for session, payments, redemptions in found:
            number = sessions.add(book, replace(session, client_id=1))
            for each in payments:
                ledger.add_payment(book, replace(each, session_id=number))
            for each in redemptions:
                ledger.add_redemption(book, replace(each, session_id=number))
            if minor := owed(session, payments, redemptions, day):
                said[number] = minor
        assert {row["id"]: row["owed_minor"] for row in sessions.unpaid(book, -1, day=day)} == said
        assert sessions.outstanding(book, day) == sum(said.values())
