"""The kinds of task in Swedish: their names, how many they are, what to do, and what they are called in an address."""

from __future__ import annotations

from dataclasses import dataclass

from notify.values import TaskKind

_PLAIN = str.maketrans("åäö ", "aao-")


@dataclass(frozen=True, slots=True)
class TaskWords:
    """A kind of task: its name, its tone, how many of them are said, and the one next thing to do.

    one: how a single one is said, where it isn't said as many are.
    """

    name: str
    tone: str
    count: str
    remedy: str
    one: str = ""

    def counted(self, number: int) -> str:
        """Say them after their number: "1 ansökan att bekräfta", "2 ansökningar att bekräfta"."""
        return self.one if number == 1 and self.one else self.count

    @property
    def slug(self) -> str:
        """Say what the kind is called in an address: "risk-for-glapp"."""
        return self.name.lower().translate(_PLAIN)


TASKS = {
    TaskKind.ALARM: TaskWords("Larm", "plum", "larm", "Ring personen nu. Läs svaret."),
    TaskKind.BROKEN_PROMISE: TaskWords(
        "Brutet löfte",
        "plum",
        "brutna löften med ny dag",
        "Hör av dig i dag, och håll den nya dagen.",
        one="brutet löfte med ny dag",
    ),
    TaskKind.GET_THROUGH: TaskWords(
        "Nå personen", "plum", "att nå på annat sätt", "Ring: meddelandet kom inte fram."
    ),
    TaskKind.HANDOVER: TaskWords(
        "Ta över ärendet",
        "blue",
        "ärenden att ta över",
        "Hör av dig den dag som personen har fått veta.",
        one="ärende att ta över",
    ),
    TaskKind.HELP: TaskWords("Vill ha hjälp", "blue", "vill ha hjälp", "Hör av dig senast den lovade dagen."),
    TaskKind.CALL: TaskWords("Ring", "blue", "samtal att ringa", "Ring senast den lovade dagen."),
    TaskKind.WRITE: TaskWords(
        "Skriv", "blue", "att skriva till", "Skriv senast den lovade dagen. Ring inte."
    ),
    TaskKind.MEET: TaskWords(
        "Hör av dig", "blue", "att höra av sig till", "Hör av dig senast den lovade dagen."
    ),
    TaskKind.READ_REPLY: TaskWords("Läs ett svar", "blue", "svar att läsa", "Läs svaret och hör av dig."),
    TaskKind.FIND_NUMBER: TaskWords(
        "Fel nummer", "amber", "fel nummer", "Ta reda på rätt nummer. Inget går till det gamla."
    ),
    TaskKind.STOPPED: TaskWords(
        "Har svarat STOPP", "amber", "har svarat STOPP", "Kom överens om en annan väg, om ingen är vald."
    ),
    TaskKind.COPIES_ENDED: TaskWords(
        "Inget till ombud",
        "amber",
        "har sagt nej till kopior",
        "Prata om vad personen vill. Fullmakten är ett papper och gäller ändå.",
    ),
    TaskKind.TELL: TaskWords(
        "Berätta själv",
        "plum",
        "viktiga saker att berätta",
        "Berätta på den väg ni har kommit överens om.",
        one="viktig sak att berätta",
    ),
    TaskKind.WORK_STARTS: TaskWords(
        "Börjar jobba eller studera",
        "plum",
        "börjar jobba eller studera",
        "Hjälp till att anmäla före första dagen.",
    ),
    TaskKind.WORK_STOPS: TaskWords(
        "Slutar jobba eller studera",
        "plum",
        "slutar jobba eller studera",
        "Hjälp till att få ersättningen tillbaka.",
    ),
    TaskKind.RISK_OF_GAP: TaskWords(
        "Risk för glapp", "plum", "risk för glapp", "Hör av dig i dag. Hjälp till med ansökan."
    ),
    TaskKind.REFUSED: TaskWords(
        "Avslag", "plum", "avslag", "Hör av dig. Gå igenom svaret och omprövning tillsammans."
    ),
    TaskKind.INTERIM_DECISION: TaskWords(
        "Interimistiskt beslut",
        "plum",
        "frågor om interimistiskt beslut",
        "Fråga om ett beslut i väntan på svar.",
        one="fråga om interimistiskt beslut",
    ),
    TaskKind.TAKE_OVER: TaskWords(
        "Ta över", "blue", "steg att ta över", "Hör av dig och gör steget tillsammans."
    ),
    TaskKind.UNREACHABLE: TaskWords(
        "Går inte att nå",
        "amber",
        "går inte att nå",
        "Ta reda på ett nummer eller en mejladress som fungerar.",
    ),
    TaskKind.SEND_LETTER: TaskWords("Skicka brev", "amber", "brev att skicka", "Skriv ut och posta brevet."),
    TaskKind.TEXT_DOES_NOT_FIT: TaskWords(
        "Texten får inte plats",
        "amber",
        "texter som inte får plats",
        "Skriv själv till personen, eller ring.",
        one="text som inte får plats",
    ),
    TaskKind.SEND_UNKNOWN: TaskWords(
        "Oklart om det kom fram",
        "amber",
        "oklara meddelanden",
        "Fråga personen om meddelandet kom.",
        one="oklart meddelande",
    ),
    TaskKind.CONFIRM_APPLICATION: TaskWords(
        "Bekräfta ansökan",
        "blue",
        "ansökningar att bekräfta",
        "Kontrollera att ansökan har kommit in.",
        one="ansökan att bekräfta",
    ),
    TaskKind.CONFIRM_FACTS: TaskWords(
        "Bekräfta uppgifter",
        "blue",
        "uppgifter att bekräfta",
        "Kontrollera att uppgifterna stämmer i dag.",
        one="uppgift att bekräfta",
    ),
    TaskKind.LATE_ANSWER: TaskWords(
        "Svaret dröjer", "blue", "svar som dröjer", "Fråga Försäkringskassan när svaret kommer."
    ),
    TaskKind.NO_CASEWORKER: TaskWords(
        "Saknar handläggare",
        "amber",
        "ärenden utan handläggare",
        "Bestäm vem som är handläggare.",
        one="ärende utan handläggare",
    ),
    TaskKind.GIVE_SHEET: TaskWords(
        "Ge Mitt blad", "green", "blad att ge", "Ge personen Mitt blad, och notera dagen."
    ),
    TaskKind.GET_CONSENT: TaskWords(
        "Fråga om samtycke",
        "green",
        "samtycken att fråga om",
        "Fråga om personen vill ha meddelanden.",
        one="samtycke att fråga om",
    ),
}
KIND_SLUGS = {words.slug: kind for kind, words in TASKS.items()}
