"""Words of English around names: titles and roles, particles, and capitalised words that are no names. Our own lists."""

import re
from typing import Final

from localize.terms.given_names import EQUIVALENTS


def word_set(words: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(words.split())


GIVEN: Final = frozenset(EQUIVALENTS)

PARTICLES: Final = word_set(
    "von van der den de da di du del della dos das la le les ten ter zu zur el al ul bin ibn bint abu ben af av"
)

# Family names that stand first: Xi Jinping, Kim Jong Un.
FAMILY_FIRST: Final = word_set("""
    xi li wang zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo deng mao jiang wen hua peng
    meng yu ye xie song tang feng dong cao yuan pan jin du wei ren fan yao tan shen qin lu jia bai cui qiu hou cai tao
    tsai lai kim park moon yoon lee choi jung kang cho han shin nguyen tran pham bo ban ho
    """)

MALE_TITLES: Final = word_set("mr mister sir lord king prince duke baron father brother emperor sheikh")
FEMALE_TITLES: Final = word_set(
    "mrs ms miss lady dame queen princess duchess baroness sister mother empress madam congresswoman chairwoman"
)

# What may stand capitalised before a person's name and is no part of it.
ROLES: Final = (
    MALE_TITLES
    | FEMALE_TITLES
    | word_set("""
        dr prof professor rev reverend hon president vice-president vice premier chancellor minister secretary senator sen
        rep representative congressman gov governor mayor ambassador envoy commissioner chairman chairperson chair
        speaker judge justice attorney prosecutor sheriff coroner chief director general gen lt lieutenant col colonel maj major
        capt captain cmdr commander sgt sergeant cpl corporal adm admiral marshal brig brigadier private pvt officer
        detective inspector constable deputy spokesman spokeswoman spokesperson leader pope cardinal archbishop bishop
        imam rabbi ayatollah patriarch metropolitan saint st coach manager analyst economist striker midfielder
        defender goalkeeper actor actress singer author writer ceo cfo founder co-founder expert ex-president candidate
        foreign defence defense prime interior finance health education justice home opposition republican democrat
        democratic labour labor conservative tory acting former late first crown press state sultan tsar czar emir
        rector dean principal councillor councilman mp mep pm
        """)
)

# Capitalised at the head of a sentence or in a headline, and no name.
COMMON: Final = word_set("""
    a an the this that these those there here it its he his him she her hers they their theirs them we our ours us you
    your i my mine me who whom whose which what when where why how whether if then than as at by for from in into of off
    on onto out over under up down with without within about above across after against along amid amidst among around
    before behind below beneath beside besides between beyond but despite during except inside like near outside past
    per since through throughout to toward towards until unlike upon via versus vs and or nor not no yes so yet both
    either neither each every all any some many most much more less few several other others another such same own only
    just also too very even still already again once twice ever never always often sometimes usually perhaps maybe
    rather quite almost nearly however therefore thus hence meanwhile moreover furthermore instead otherwise although
    though because while whereas unless is are was were be been being am do does did done doing has have had having
    will would shall should may might must can could cannot let get got gets getting say says said saying tell told
    tells according asked asks ask added adds earlier later today yesterday tomorrow tonight now soon recently last
    next new old first second third one two three four five six seven eight nine ten eleven twelve hundreds thousands
    millions dozens experts officials police people women men children residents authorities witnesses sources critics
    supporters activists protesters investigators researchers scientists doctors lawyers prosecutors lawmakers
    residents voters workers students teachers parents families friends fans players teams companies firms banks
    markets shares stocks prices oil gas gold war peace news video photo photograph watch read live update breaking
    exclusive opinion analysis report reports back good great big small high low long short early late right left best
    worst better worse top bottom full half part parts total average given speaking writing asked following including
    based born founded located known despite regarding concerning considering whatever whoever whenever wherever
    anyone everyone someone nobody everybody somebody nothing everything something anything thank thanks please sorry
    hello hi dear ok okay well oh ah hey look see note remember think know want need make take give go come keep put
    use find work call try leave feel seem help show hear play run move believe bring happen write sit stand lose pay
    meet include continue set learn change lead understand stop create speak spend grow open walk win teach offer
    consider appear buy serve die send build stay fall cut reach kill raise pass sell decide return explain hope develop
    carry break receive agree support hit produce eat cover catch draw choose point listen turn start might wants makes
    takes gives goes comes keeps puts uses finds works calls tries leaves feels seems helps shows hears plays runs
    moves believes brings writes loses pays meets continues sets learns changes leads stops creates speaks spends grows
    opens wins offers considers appears buys serves dies sends builds stays falls cuts reaches kills raises passes
    sells decides returns explains hopes breaks receives agrees supports hits covers catches draws chooses points turns
    starts faces calls warns urges seeks plans vows denies confirms reveals announces claims accuses backs rejects
    signs visits slams hails joins quits killed dead injured arrested charged found held hit made named taken left
    government parliament army military navy court party city state country world south north east west central
    northern southern eastern western spring summer autumn winter morning afternoon evening night day week month year
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec christmas
    easter covid coronavirus internet god mum mom dad grandma grandpa ph.d phd tv dna ceo cfo gdp vip diy faq id pm am
    asap aka etc bst gmt utc est cet head rs mbe obe cbe mps meps mlas bst lgbt lgbtq bame
    """)

# Nationalities and creeds: adjectives and people, not names to register.
_NATIONS: Final = """
    american british english scottish welsh irish french german italian spanish portuguese dutch belgian swiss austrian
    danish swedish norwegian finnish icelandic polish czech slovak slovakian hungarian romanian bulgarian greek turkish cypriot
    maltese russian ukrainian belarusian moldovan georgian armenian azerbaijani azeri kazakh uzbek turkmen kyrgyz tajik
    estonian latvian lithuanian serbian serb croatian croat bosnian slovenian montenegrin macedonian albanian kosovar
    chinese japanese korean vietnamese thai indian pakistani bangladeshi afghan iranian iraqi syrian lebanese israeli
    palestinian jordanian egyptian libyan tunisian algerian moroccan sudanese ethiopian eritrean somali kenyan ugandan
    tanzanian nigerian ghanaian rwandan congolese angolan zimbabwean african european asian arab arabic persian kurdish
    kurd saudi emirati qatari kuwaiti yemeni omani australian canadian mexican cuban brazilian argentine argentinian
    chilean peruvian colombian venezuelan bolivian ecuadorian uruguayan paraguayan haitian jamaican dominican filipino
    indonesian malaysian singaporean burmese cambodian laotian nepali nepalese tibetan mongolian uighur uyghur taiwanese
    zealander londoner parisian berliner muscovite soviet nazi roman jewish jew muslim moslem christian catholic
    protestant orthodox anglican islamic islamist sunni shia shiite hindu buddhist sikh latin hispanic latino
    anglo-saxon scot scots briton brit dane swede finn pole turk spaniard frenchman englishman irishman scotsman
    frenchwoman englishwoman yank western marxist communist socialist republican democrat tory labour liberal
    democratic conservative victorian georgian elizabethan caucasian black white californian texan olympic olympian
"""
NATIONALITIES: Final = word_set(_NATIONS) | frozenset(f"{word}s" for word in _NATIONS.split())

DAYS: Final = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december
    """
)

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SMALL: Final = word_set(
    "a an the and or but nor for in of on at to by as from with into over after vs via is its his her off up out not than amid per how who if no so yet are was be"
)


def in_title_case(plain: str) -> bool:
    """Whether a line is a headline whose words stand capitalised, so that a capital says nothing."""
    found = [word for word in _WORD.findall(plain) if word.lower() not in _SMALL]
    return len(found) > 2 and all(word[0].isupper() for word in found)
