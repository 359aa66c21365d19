"""What is asked, talked about, changed and told in the invented families: one of each, as people would write it."""

from __future__ import annotations

from uuid import UUID

from firsthome.access.principals import Reader
from firsthome.exchange.demo_writing import Pen, only, told_by
from firsthome.kinds.change import Change, Step, WhoseWord
from firsthome.kinds.choices import Asked
from firsthome.kinds.communication import Advocate, Communication, Interpreter, NeedsInterpreter
from firsthome.kinds.conversation import AsAsked, Conversation, Talked
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.hypothesis import Hypothesis
from firsthome.kinds.message import Message, Understood
from firsthome.kinds.question import Question
from firsthome.procedures.guides import guides
from firsthome.procedures.messages import messages


def talked(guide: str, person: UUID, own_words: str, **more: object) -> Conversation:
    """A conversation had alone, in words that were read back and agreed."""
    asked = AsAsked.model_validate(guides()[guide].as_asked())
    said = {"outcome": Talked.TALKED, "seen_alone": Asked.YES, "own_words": own_words, "agreed": True}
    return Conversation.model_validate({"guide": guide, "person": person, "as_asked": asked} | said | more)


def told(topic: str, person: UUID, said_back: str, version: str = "", **more: object) -> Message:
    """A message that was said back."""
    named = {"topic": topic, "topic_title": messages()[topic].title, "person": person}
    given = {"version": version or messages()[topic].version, "said_back": said_back}
    understood = {"understood": Understood.YES if said_back else Understood.NOT_CHECKED}
    return Message.model_validate(named | given | understood | more)


def both_parents(pen: Pen, who: dict[str, Reader], leila: UUID, ashwin: UUID, hansa: UUID) -> None:
    """Life with a newborn, each parent alone; safer sleep in two versions; a grandmother who speaks Gujarati."""
    midwife, visitor, gp = who["midwife"], who["health_visitor"], who["gp"]
    his = talked(
        "life_with_a_newborn",
        ashwin,
        "Nights I can do. It is the first week back at work that I cannot see yet.",
        talked_about="Who gets up, what a week without wages means, who cooks.",
        come_back_to="Money, once he has heard about leave.",
    )
    pen.write(visitor, his, "29+3", (ashwin,))
    hers = talked(
        "life_with_a_newborn",
        leila,
        "On day one I want nobody but the three of us. My mother can have day two.",
        talked_about="The first night, feeding, and whom she would ring at three in the morning.",
        come_back_to="Month 3: her new job, and who has the baby.",
    )
    pen.write(visitor, hers, "29+3", (leila,))
    pen.write(
        midwife,
        told("safer_sleep", leila, "On his back, in his own cot, in our room, at my mother’s too."),
        "28+0",
        (leila,),
    )
    leaflet = told(
        "safer_sleep", ashwin, "", "An older leaflet, 2019", heard_differently="Hansa: on his side"
    )
    pen.write(gp, leaflet, "30+1", (ashwin,))
    pen.write(
        visitor,
        told("crying", ashwin, "Put him down, shut the door, ring Leila or my brother."),
        "29+3",
        (ashwin,),
    )
    speaks = Communication(
        person=hansa,
        language="Gujarati, some English",
        interpreter=NeedsInterpreter.YES,
        talking="Leila offers to translate; ask for an interpreter all the same.",
        best_time="Afternoons",
    )
    pen.write(visitor, speaks, "29+4", (hansa,), source=told_by("Hansa"))


def not_known_yet(pen: Pen, who: dict[str, Reader], shannon: UUID, missed: Entry) -> None:
    """What nobody knows, two possible reasons for missed visits, her own childhood in her words, and smoking less."""
    midwife, social, early = who["midwife"], who["social_worker"], who["early_help_worker"]
    slowly = Communication(
        person=shannon,
        talking="One thing at a time. Write down dates and times, and read letters out to her.",
        writing="No long letters: she reads slowly and will not say so.",
        best_time="Mornings, at Carol’s kitchen table",
        advocate=Advocate.OFFERED,
    )
    pen.write(midwife, slowly, "27+3", (shannon,), source=told_by("Shannon"))
    asked = Question(
        unknown="What would have to be different for Shannon to come on the days that she does not?",
        about_entry=missed.id,
        agency=early.agency,
        due_week=30,
    )
    question = pen.write(midwife, asked, "25+2", (shannon,))
    for by, said in (
        (midwife, Hypothesis(
            explains="Money: the bus costs more than she has at the end of a fortnight.",
            about_entry=question.id,
            for_words="She said so, and the missed day was the day before her money came.",
            against_words="She also missed a visit at home.",
            for_entries=(missed.id,),
            next_step="Fares in her hand for two weeks, and see.",
        )),
        (social, Hypothesis(
            explains="Fear: she was in care, and expects that every meeting ends with the baby being taken.",
            about_entry=question.id,
            for_words="What she said at booking.",
            against_words="She stayed for a long talk when it was about her.",
            next_step="Ask her what she fears from us, with Carol there if she likes.",
        )),
    ):  # fmt: skip
        pen.write(by, said, "26+2", (shannon,))
    known = Question(
        unknown="Has Shannon somewhere to talk where nobody listens?", practitioner=midwife.practitioner
    )
    open_one = pen.write(midwife, known, "23+6", (shannon,))
    answer = known.model_copy(
        update={"answer": "At Carol’s, when Carol is at work", "answered_by": "Shannon"}
    )
    pen.change(midwife, open_one, Mark.UPDATE, answer, "27+3", "She said so when we were alone.")
    upbringing = talked(
        "own_upbringing",
        shannon,
        "Three homes before I was ten. Nobody shouted in the last one. That is the one I would copy.",
        interpreter=Interpreter.NOT_NEEDED,
    )
    pen.write(midwife, upbringing, "27+3", (shannon,))
    safe = talked(
        "domestic_abuse", shannon, "", outcome=Talked.NOT_SAFE, seen_alone=Asked.NO, agreed=False,
        come_back_to="Ask again when Carol is out.",
    )  # fmt: skip
    pen.write(midwife, safe, "25+6", (shannon,), audience=only(midwife, social, who["police_officer"]))
    _smoking(pen, who, shannon)


def _smoking(pen: Pen, who: dict[str, Reader], shannon: UUID) -> None:
    """A change with its steps: forward, a lapse, forward again."""
    midwife, early = who["midwife"], who["early_help_worker"]
    wants = Change(
        person=shannon,
        behaviour="Smoking",
        wants="To smell of nothing when he is put on me.",
        why_now="She felt him move.",
        hard="Nights on the sofa, and rows on the phone.",
        step=Step.HARDER,
        evidence="Ten a day, she says",
        whose_word=WhoseWord.PARENT,
        support="Stop-smoking midwife, by text",
        scale_minus_2="Twenty a day again",
        scale_minus_1="Ten a day",
        scale_0="Four a day, none indoors",
        scale_plus_1="One, in the evening",
        scale_plus_2="None for a month",
    )
    first = pen.write(midwife, wants, "23+6", (shannon,))
    now = wants.model_copy(
        update={"step": Step.AS_AGREED, "evidence": "Four a day, she says, and Carol says so too"}
    )
    second = pen.change(midwife, first, Mark.UPDATE, now, "27+3", "She told me at Carol’s table.")
    lapse = wants.model_copy(
        update={
            "step": Step.HARDER,
            "evidence": "Carbon monoxide reading 9",
            "whose_word": WhoseWord.SEEN,
            "lapse": "A bad week after a row. She rang the midwife by herself, and that helped.",
            "support_after_birth": "Early help goes on until he is one; the stop-smoking midwife for six weeks.",
        }
    )
    pen.change(early, second, Mark.UPDATE, lapse, "28+2", "Measured at the hub, at her wish.")
