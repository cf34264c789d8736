"""The codes that a retour puts behind each class when it repeats the message."""

from dataclasses import dataclass

from synthetic.markup import Tags, codes_block

NO_REMARK = "0200"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`code` for the first `klasse` of the message, "no remark" for every other class.

    An empty klasse is no remark everywhere. A message itself is written with verdict None and carries no codes.
    """

    klasse: str = ""
    code: str = NO_REMARK

    def codes(self, klasse: str, index: int) -> tuple[str, ...]:
        return (self.code,) if klasse == self.klasse and index == 0 else (NO_REMARK,)


def verdict_block(tags: Tags, verdict: Verdict | None, klasse: str, index: int = 0) -> str:
    return codes_block(tags, verdict.codes(klasse, index)) if verdict else ""
