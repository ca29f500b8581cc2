"""A short article with the anatomy of a news page, and its Russian drafts."""

from dataclasses import dataclass

from localize.article import Article, Block, Code, CodeKind, Role, renumber
from localize.markup import CodedText


@dataclass(frozen=True)
class Draft:
    """What a worker would have written for a sentence."""

    text: str
    origin: str = "mt:google"
    state: str = "translated"
    score: int | None = None

    @staticmethod
    def role(written: str) -> Role:
        """The role of a stored segment."""
        return Role(written)


def _block(role: Role, text: str, **data: str) -> Block:
    coded = CodedText.loads(text)
    kinds = {1: (CodeKind.LINK, "a", (("href", "https://example.org/report"),)), 2: (CodeKind.EMPHASIS, "em", ())}
    codes = tuple(Code(n, *kinds[n]) for n in coded.code_ids)
    return Block("", role, coded, codes, data=data)


def story() -> tuple[Article, dict[str, Draft]]:
    """The article, and by source sentence its drafts. Two sentences have none; one draft has a wrong number."""
    blocks = [
        _block(Role.HEADLINE, "Old Harbour of Norrhaven Reopens as a Park With 600 Trees"),
        _block(Role.STANDFIRST, "After four years of work, the 12-hectare quay welcomed its first visitors on Sunday."),
        _block(Role.PICTURE, "", url="/static/demo/tunnel.svg"),
        _block(Role.CAPTION, "Visitors walk past the first crane of the port on November 22."),
        _block(Role.CREDIT, "Photograph: Ida Moen/Fjord Pictures"),
        _block(Role.SUBHEAD, "Cranes Stay, Fences Go"),
        _block(Role.PARAGRAPH, "The quay used to be closed to the public. Now it has three entrances and no gates."),
        _block(
            Role.QUOTATION,
            "“For forty years we smelled the sea and could not see it,” said Marta Elvin, the mayor."
            " “From today children learn to swim here.”",
        ),
        _block(
            Role.PARAGRAPH,
            "The park cost 2.8 billion crowns, 140 million more than planned, according to the"
            " <1>final report</1> of the city treasury.",
        ),
        _block(
            Role.PARAGRAPH,
            "Ticket sales for the ferry open on October 1. In the first week, 61,000 people came,"
            " more than the museum counts in a <2>whole</2> year.",
        ),
        _block(Role.SUBHEAD, "What Changes for Neighbours"),
        _block(Role.PARAGRAPH, "Cars must use the ring road from January 11, 2027. Bicycles & boats may stay."),
        _block(Role.NOTICE, "This article was prepared from materials of the Norrhaven City Council."),
        _block(Role.SOURCE_LINK, "The original report can be found here: <1>Norrhaven City Council</1>."),
        _block(Role.TEASER_TITLE, "How to Move a Crane", group="1"),
        _block(Role.TEASER_SUMMARY, "It weighs 240 tonnes. Nobody had the manual.", group="1"),
    ]
    return Article(blocks=renumber(blocks)), _drafts()


def _drafts() -> dict[str, Draft]:
    return {
        "Old Harbour of Norrhaven Reopens as a Park With 600 Trees": Draft(
            "Старая гавань Норрхавена открылась как парк с 600 деревьями"
        ),
        "After four years of work, the 12-hectare quay welcomed its first visitors on Sunday.": Draft(
            "После четырёх лет работ набережная площадью 12 гектаров приняла первых посетителей в воскресенье."
        ),
        "Visitors walk past the first crane of the port on November 22.": Draft(
            "Посетители проходят мимо первого портового крана, 22 ноября.", "memory", score=100
        ),
        "Photograph: Ida Moen/Fjord Pictures": Draft("Фото: Ida Moen/Fjord Pictures", "rule", "final"),
        "Cranes Stay, Fences Go": Draft("Краны остаются, заборы исчезают", "memory", score=101),
        "The quay used to be closed to the public.": Draft("Раньше набережная была закрыта для публики."),
        "Now it has three entrances and no gates.": Draft("Теперь у неё три входа и ни одних ворот."),
        "“For forty years we smelled the sea and could not see it,” said Marta Elvin, the mayor.": Draft(
            "«Сорок лет мы чувствовали запах моря и не видели его», — сказала мэр Марта Эльвин."
        ),
        "“From today children learn to swim here.”": Draft("«С сегодняшнего дня дети учатся здесь плавать»."),
        "The park cost 2.8 billion crowns, 140 million more than planned, according to the"
        " <1>final report</1> of the city treasury.": Draft(
            "Согласно <1>итоговому отчёту</1> городского казначейства, парк обошёлся в 2,8 млн крон —"
            " на 140 млн больше, чем планировалось."
        ),
        "In the first week, 61,000 people came, more than the museum counts in a <2>whole</2> year.": Draft(
            "За первую неделю пришло 61\u00a0000 человек — больше, чем музей насчитывает за <2>целый</2> год."
        ),
        "What Changes for Neighbours": Draft("Что изменится для соседей", "memory", score=101),
        "Cars must use the ring road from January 11, 2027.": Draft(
            "С 11 января 2027 года машины должны ехать по кольцевой дороге."
        ),
        "Bicycles &amp; boats may stay.": Draft("Велосипеды и лодки могут остаться."),
        "This article was prepared from materials of the Norrhaven City Council.": Draft(
            "Статья подготовлена по материалам городского совета Норрхавена.", "catalogue", "final"
        ),
        "The original report can be found here: <1>Norrhaven City Council</1>.": Draft(
            "С исходным отчётом можно ознакомиться здесь: <1>городской совет Норрхавена</1>.", "catalogue", "final"
        ),
        "How to Move a Crane": Draft("Как передвинуть кран"),
        "It weighs 240 tonnes.": Draft("Он весит 240 тонн."),
    }
