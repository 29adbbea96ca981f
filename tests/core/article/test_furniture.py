"""What stands around the story is told from the story."""

import pytest

from watcher.article.furniture import furniture_kind
from watcher.article.furniture_rules import RULES


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(Reporting by Ida Storm in Tessel and Per Holm; Editing by Tom Reed)", "credit"),
        ("Additional reporting by Ida Storm and the Tessel newsroom.", "credit"),
        ("CW correspondent Ida Storm in Tessel contributed to this report.", "credit"),
        ("Source: Coast Wire. The Quay does not edit agency copy.", "credit"),
        ("This article was originally published by Coast Wire.", "credit"),
        ("The mole of Port Maldora on Monday. Photo: Quay/Per Holm", "caption"),
        ("A man looks at the wreck, March 2, 2026. REUTERS/Per Holm/Pool", "caption"),
        ("Please read our comment policy before commenting.", "comments"),
        ("Comments are closed.", "comments"),
        ("Read more: Ten lighthouses to see before they fall", "related"),
        ("You might also like: Which fish are you?", "related"),
        ("Related Sources:", "related"),
        ("Sign up for our morning newsletter.", "newsletter"),
        ("Follow us on Telegram and Facebook.", "newsletter"),
        ("The Quay is free to read. If you like it, become a member.", "newsletter"),
        ("We use cookies to count our readers. You can accept or manage them.", "cookies"),
        ("© 2026 The Quay. All rights reserved.", "copyright"),
        ("(c) The Quay Ltd.", "copyright"),
        ("Share this article", "share"),
        ("ADVERTISEMENT", "advertisement"),
        ("Tags: harbour, grain, barge", "tags"),
        ("• Ida Storm can be reached at ida@quay.example.", "contact"),
        ("Have you seen it? Write to desk@quay.example.", "contact"),
        ("On Wed, 4 Mar 2026 at 18:22, Per <per@quay.example> wrote:", "quoted-reply"),
        ("> Ida, was it a barge or a ferry?", "quoted-reply"),
        ("Privacy policy", "navigation"),
    ],
)
def test_furniture_is_named_anywhere(line: str, kind: str) -> None:
    assert furniture_kind(line) == kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Ida Storm is a columnist and the author of two books on tides.", "biography"),
        ("The Quay: your paper since 1902", "slogan"),
        ("The Quay comes out on Sundays.", "newsletter"),
        ("Ida Storm, desk chief, ida@quay.example", "contact"),
    ],
)
def test_some_furniture_is_named_only_after_the_story(line: str, kind: str) -> None:
    assert furniture_kind(line, position="tail") == kind
    assert furniture_kind(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Norvia wants to become a member of the alliance by May, its minister said.",
        "The company said that it would stop the use of cookies in its browser.",
        "The court found that the act does not constitute a crime.",
        "Production by the Tessel refinery fell by a third in March, the ministry said.",
        "Research by Tessel University shows that the water is warmer than it was.",
        "Comments will be heard on Tuesday, when the council meets again.",
        "“Sign up now,” the recruiter told them, and four hundred did.",
        "More than 40 people signed the letter on Monday.",
        "Related charges against the captain were dropped on Friday.",
        "Source Energy, the operator, said the leak had been stopped.",
        "She shared the photo on Monday, and by noon it was gone.",
        "By Friday night owners of 12 percent of the bank had handed in their shares.",
        "Also on the list is the harbour of Tessel, which has no crane.",
        "The agency lists the infection on its website www.health.example.",
        "He has worked on the mole since 1993.",
        "Get the boats out first, the harbour master told her crew.",
        "The copyright case against the paper will be heard in 2027.",
    ],
)
@pytest.mark.parametrize("position", ["story", "head", "tail"])
def test_sentences_of_the_story_are_kept(line: str, position: str) -> None:
    assert position in ("story", "head", "tail")
    assert furniture_kind(line, position=position) is None  # type: ignore[arg-type]  # narrowed above


def test_every_rule_can_be_tried() -> None:
    assert [rule.matches("") for rule in RULES] == [False] * len(RULES)
