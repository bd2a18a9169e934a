"""What a receipt proves: never anything that the giver did not hold when it was given."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from fjidesk.model import receipts
from fjidesk.model.receipts import Given
from fjidesk.model.revision import identify, state_hash

OWN = [(number, identify(str(number).encode())) for number in range(2, 12)]


def of(pieces):
    return receipts.of("reader", pieces, 0)


def test_what_takes_back_covers_nothing():
    receipt = receipts.nothing("reader")
    assert (receipt.counter, receipt.revisions, receipt.state) == (0, 0, state_hash(()))
    assert receipts.proved(Given(receipt), OWN) == receipts.sent_from(Given(receipt), OWN) == 0


def test_a_receipt_for_all_proves_all():
    receipt = of(OWN)
    assert (receipt.counter, receipt.revisions) == (11, 10)
    assert receipts.proved(Given(receipt), OWN) == receipts.sent_from(Given(receipt), OWN) == 11
    assert receipts.proved(Given(receipt), [*OWN, (12, "later")]) == 11


def test_one_that_lacks_a_revision_proves_nothing_and_the_one_before_says_what_is_sent_again():
    older, newer = of(OWN[:4]), of([*OWN[:4], *OWN[5:]])
    assert receipts.proved(Given(newer, older), OWN) == 0
    assert receipts.sent_from(Given(newer, older), OWN) == older.counter


def test_two_in_a_row_that_do_not_match_have_everything_sent_again():
    newer = of([*OWN[:4], *OWN[5:]])
    assert receipts.sent_from(Given(newer, newer), OWN) == 0


def test_a_giver_that_was_set_back_is_sent_what_it_lost():
    older, set_back = of(OWN), of([*OWN[:2], OWN[3]])
    assert receipts.proved(Given(set_back, older), OWN) == 0
    assert receipts.sent_from(Given(set_back, older), OWN) == 0


def test_a_device_is_named_with_its_member():
    assert len({receipts.named(member, device) for member in ("a", "b") for device in ("1", "2", "1/2")}) == 6
    assert len(receipts.named("a", "\N{ZERO WIDTH SPACE}" * 200)) == 64, "whatever a device is called"


def test_a_writer_who_lacks_what_the_giver_holds_proves_nothing():
    assert receipts.proved(Given(of(OWN)), OWN[:5]) == 0


@given(
    some.lists(some.sampled_from(range(len(OWN))), max_size=25),
    some.lists(some.integers(0, 25), max_size=6),
    some.lists(some.integers(0, 5), max_size=4),
)
def test_never_received_what_was_not_held_whatever_is_lost_doubled_or_out_of_order(arrivals, givings, seen):
    """``arrivals`` reach the giver in any order and several times; ``givings`` says after how many a receipt is given.

    The writer sees any of the receipts, the last seen standing.
    """
    given_out = []
    for after in sorted(givings):
        held = {OWN[number] for number in arrivals[:after]}
        if held:
            given_out.append((of(sorted(held)), held))
    for number in seen:
        if number < len(given_out):
            receipt, held = given_out[number]
            before = given_out[number - 1] if number else None
            said = Given(receipt, before[0] if before else None)
            top = receipts.proved(said, OWN)
            assert {piece for piece in OWN if piece[0] <= top} <= held
            start = receipts.sent_from(said, OWN)
            assert {piece for piece in OWN if piece[0] <= start} <= held, "what is not sent again is held"
