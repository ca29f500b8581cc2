"""First names: how Russian newspapers write them, and what they say of gender. Our own table of conventional equivalents.

A name that transcription by rule gives right needs no line for its form, yet may have one for its gender. Names that
men and women bear alike are marked ``x``.
"""

from types import MappingProxyType
from typing import Final

from localize.terms.name import Gender
from localize.terms.spelling import word_key

_MEN: Final = """
aaron Аарон, adam Адам, adrian Эдриан, al Эл, alan Алан, albert Альберт, alec Алек, alex Алекс, alexander Александр,
alfred Альфред, allan Аллан, allen Аллен, alastair Аластер, alistair Алистер, amos Амос, andre Андре, andreas Андреас, andrew Эндрю, andy Энди,
angus Ангус, anthony Энтони, antonio Антонио, archie Арчи, arnold Арнольд, arthur Артур, austin Остин, barack Барак,
barry Барри, bart Барт, bashar Башар, ben Бен, benedict Бенедикт, benjamin Бенджамин, benny Бенни, bernard Бернард, bernie Берни, bert Берт,
bill Билл, billy Билли, björn Бьёрн, bob Боб, bobby Бобби, boris Борис, brad Брэд, bradley Брэдли, brandon Брэндон, brendan Брендан, brent Брент, brett Бретт, brian Брайан,
bruce Брюс, bruno Бруно, bryan Брайан, byron Байрон, caleb Калеб, calvin Калвин, carl Карл, carlos Карлос, cedric Седрик, charles Чарльз,
charlie Чарли, chester Честер, chris Крис, christian Кристиан, christoph Кристоф, christopher Кристофер, chuck Чак, clarence Кларенс, claude Клод, clint Клинт,
clive Клайв, colin Колин, connor Коннор, conor Конор, craig Крейг, curtis Кёртис, cyril Сирил, dale Дейл, damian Дэмиан, dan Дэн, daniel Дэниел, danny Дэнни,
darren Даррен, dave Дэйв, david Дэвид, dean Дин, dennis Деннис, derek Дерек, dick Дик, dieter Дитер, dirk Дирк, dominic Доминик, don Дон, donald Дональд, doug Даг, douglas Дуглас, duncan Дункан,
dwight Дуайт, dylan Дилан, earl Эрл, ed Эд, eddie Эдди, edgar Эдгар, edmund Эдмунд, eduardo Эдуардо, edward Эдвард, edwin Эдвин, eli Эли, elias Элиас, elijah Элайджа, elliott Эллиотт, elon Илон, elvis Элвис,
emanuel Эмануэль, emmanuel Эмманюэль, enrique Энрике, eric Эрик, erik Эрик, ernest Эрнест, ethan Итан, eugene Юджин, evan Эван, ewan Юэн, federico Федерико, felix Феликс, fernando Фернандо, florian Флориан,
francis Фрэнсис, francisco Франсиско, francois Франсуа, frank Фрэнк, frank-walter Франк-Вальтер, franklin Франклин, franz Франц, fred Фред, freddie Фредди, frederick Фредерик, friedrich Фридрих, fritz Фриц, gareth Гарет,
gary Гари, gavin Гэвин, geoff Джефф, geoffrey Джеффри, george Джордж, gerald Джеральд, gerard Джерард, gerhard Герхард, gilbert Гилберт, giorgio Джорджо, giovanni Джованни, giuseppe Джузеппе, glen Глен, glenn Гленн, gordon Гордон, graham Грэм,
grant Грант, greg Грег, gregory Грегори, guy Гай, hans Ханс, harold Гарольд, harry Гарри, harvey Харви, hector Эктор, heinrich Генрих, heiko Хайко, helmut Гельмут, henri Анри, henry Генри, herbert Герберт, herman Герман, horst Хорст, howard Говард, hubert Хуберт, hugh Хью,
hugo Хьюго, ian Иэн, igor Игорь, irving Ирвинг, isaac Айзек, ivan Иван, jack Джек, jackson Джексон, jacob Джейкоб, jacques Жак, jake Джейк, jakob Якоб, james Джеймс, jamie Джейми, jan Ян, jared Джаред, jason Джейсон,
javier Хавьер, jay Джей, jean Жан, jean-claude Жан-Клод, jean-luc Жан-Люк, jean-marie Жан-Мари, jean-pierre Жан-Пьер, jeff Джефф, jeffrey Джеффри, jens Йенс, jeremy Джереми, jerome Джером, jerry Джерри, jesse Джесси, jim Джим, jimmy Джимми, joachim Йоахим,
joao Жуан, jochen Йохен, joe Джо, joel Джоэл, joerg Йорг, johan Йохан, johann Иоганн, johannes Йоханнес, john Джон, johnny Джонни, jon Джон, jonas Йонас, jonathan Джонатан, jörg Йорг, jordi Жорди, jorge Хорхе, jose Хосе, josef Йозеф, joseph Джозеф, josh Джош, joshua Джошуа,
juan Хуан, julian Джулиан, jürgen Юрген, jurgen Юрген, justin Джастин, kai Кай, karl Карл, karim Карим, keir Кир, keith Кит, ken Кен, kenneth Кеннет, kevin Кевин, kirk Кирк, klaus Клаус, konrad Конрад, kurt Курт, kyle Кайл, lance Лэнс, larry Ларри, lars Ларс, lawrence Лоуренс,
lee Ли, len Лен, leo Лео, leon Леон, leonard Леонард, leopold Леопольд, leroy Лерой, lewis Льюис, liam Лиам, lloyd Ллойд, logan Логан, lothar Лотар, lou Лу, louis Луи, luca Лука, lucas Лукас, ludwig Людвиг, luis Луис, luiz Луис, lukas Лукас, luke Люк, lutz Лутц, malcolm Малкольм, manfred Манфред, manuel Мануэль, marc Марк,
marcel Марсель, marco Марко, marcus Маркус, mario Марио, mark Марк, markus Маркус, marshall Маршалл, martin Мартин, marvin Марвин, mason Мейсон, mateusz Матеуш, matt Мэтт, matteo Маттео, matthew Мэттью, matthias Маттиас, maurice Морис, max Макс, michael Майкл, michel Мишель, miguel Мигель, mike Майк, miles Майлз, mitch Митч, mitt Митт, mohammed Мохаммед,
moritz Мориц, morris Моррис, moses Мозес, nathan Натан, neil Нил, nelson Нельсон, nicholas Николас, nick Ник, nicolas Николя, nigel Найджел, noah Ной, noel Ноэль, norman Норман, oliver Оливер, olaf Олаф, oscar Оскар, oskar Оскар, otto Отто, owen Оуэн, pablo Пабло, paolo Паоло, patrick Патрик, paul Пол, pedro Педро, pete Пит, peter Питер, phil Фил, philip Филип,
philipp Филипп, phillip Филлип, pierre Пьер, pope Папа, rafael Рафаэль, ralph Ральф, ramon Рамон, randy Рэнди, raul Рауль, ray Рэй, raymond Рэймонд, reinhard Райнхард, rene Рене, rex Рекс, ricardo Рикардо, richard Ричард, rick Рик, rob Роб, robert Роберт, roberto Роберто, robin Робин, rod Род, rodney Родни, roger Роджер, roland Роланд, rolf Рольф, roman Роман, ron Рон, ronald Рональд, ross Росс, roy Рой, rudolf Рудольф, rupert Руперт,
russell Рассел, ryan Райан, salvador Сальвадор, sam Сэм, samuel Сэмюэл, scott Скотт, sean Шон, sebastian Себастьян, sergio Серхио, seth Сет, shane Шейн, shaun Шон, sidney Сидни, silvio Сильвио, simon Саймон, stanley Стэнли, stefan Штефан, stephen Стивен, steve Стив, steven Стивен, stewart Стюарт, stuart Стюарт, sven Свен, ted Тед, terry Терри, theo Тео, theodore Теодор, thierry Тьерри, thomas Томас, thorsten Торстен,
tim Тим, timothy Тимоти, tobias Тобиас, todd Тодд, tom Том, tommy Томми, tony Тони, travis Трэвис, trevor Тревор, tyler Тайлер, ulrich Ульрих, uwe Уве, victor Виктор, viktor Виктор, vincent Винсент, vince Винс, wallace Уоллес, walt Уолт, walter Уолтер, warren Уоррен, wayne Уэйн, werner Вернер, wilhelm Вильгельм, will Уилл, willem Виллем, william Уильям, willy Вилли, winston Уинстон, wolfgang Вольфганг, xavier Хавьер, zachary Закари, zack Зак,
ahmed Ахмед, ali Али, hassan Хасан, hussein Хусейн, ibrahim Ибрагим, khalid Халид, mahmoud Махмуд, mustafa Мустафа, omar Омар, osama Усама, recep Реджеп, tayyip Тайип, yusuf Юсуф, benjamin Бенджамин, antony Энтони, antonin Антонин, rishi Риши, narendra Нарендра, imran Имран, viktor Виктор, donald Дональд, marek Марек, pavel Павел, piotr Пётр, andrzej Анджей, lech Лех, mateo Матео, jaroslaw Ярослав, tomasz Томаш, jerzy Ежи, krzysztof Кшиштоф,
janez Янез, robert Роберт, aleksandar Александр, slobodan Слободан, milos Милош, novak Новак, gustavo Густаво, javier Хавьер, nicolas Николя, nayib Найиб, jair Жаир, rodrigo Родриго, ferdinand Фердинанд, joko Джоко, shinzo Синдзо, fumio Фумио, jens Йенс, mette Метте, ulf Ульф, kaja Кая, friedrich Фридрих, olaf Олаф, christian Кристиан, volker Фолькер, günther Гюнтер, guido Гвидо, sigmar Зигмар, horst Хорст, joschka Йошка, norbert Норберт, armin Армин, jens Йенс

, conan Конан, tariq Тарик, henrik Хенрик, erik Эрик, anders Андерс, bjorn Бьёрн, jonas Йонас, leif Лейф, magnus Магнус, nils Нильс, soren Сёрен, gunnar Гуннар, hakan Хакан, mehmet Мехмет, emre Эмре, diego Диего, andres Андрес, alejandro Алехандро, rafa Рафа, kwame Кваме, kofi Кофи, rahul Рахул, ravi Рави, sanjay Санджай, arvind Арвинд, vijay Виджай, amit Амит, anil Анил, sundar Сундар, satya Сатья, hiroshi Хироси, kenji Кэндзи, wei Вэй, ahmad Ахмад, abdullah Абдалла, karim Карим, salman Салман, tamim Тамим, yasser Ясир, benny Бенни, yair Яир, ehud Эхуд, ariel Ариэль, shimon Шимон, yitzhak Ицхак
"""
_WOMEN: Final = """
abigail Эбигейл, agnes Агнес, alexandra Александра, alice Элис, alicia Алисия, alison Элисон, amanda Аманда, amber Эмбер, amelia Амелия, amy Эми, ana Ана, andrea Андреа, angela Анджела, angelina Анджелина, anita Анита, ann Энн, anna Анна, annalena Анналена, anne Энн, annette Аннетт, annie Энни, annika Анника,
april Эйприл, ashley Эшли, audrey Одри, barbara Барбара, beatrice Беатрис, becky Бекки, belinda Белинда, bella Белла, bernadette Бернадетт, beth Бет, betty Бетти, beverly Беверли, birgit Биргит, brenda Бренда, bridget Бриджет, brigitte Брижит, brittany Бриттани, camilla Камилла, carla Карла, carmen Кармен, carol Кэрол, caroline Кэролайн, carolyn Кэролин, carrie Кэрри,
catherine Кэтрин, cathy Кэти, cecilia Сесилия, celine Селин, charlotte Шарлотта, chelsea Челси, cheryl Шерил, chloe Хлоя, christina Кристина, christine Кристин, cindy Синди, claire Клэр, clara Клара, claudia Клаудия, colleen Коллин, courtney Кортни, crystal Кристал, cynthia Синтия, daisy Дейзи, danielle Даниэль, deborah Дебора, debbie Дебби, denise Дениз, diana Диана, diane Дайан, donna Донна, doris Дорис, dorothy Дороти,
edith Эдит, eileen Эйлин, elaine Элейн, eleanor Элеонора, elena Елена, elisabeth Элизабет, elizabeth Элизабет, ella Элла, ellen Эллен, emily Эмили, emma Эмма, erica Эрика, erin Эрин, esther Эстер, eva Ева, eve Ева, evelyn Эвелин, fiona Фиона, florence Флоренс, frances Фрэнсис, gabriela Габриэла, gail Гейл, georgia Джорджия, geraldine Джеральдин, gina Джина, gisele Жизель, giorgia Джорджа, gloria Глория, grace Грейс, greta Грета, gretchen Гретхен,
hannah Ханна, harriet Гарриет, hazel Хейзел, heather Хизер, heidi Хайди, helen Хелен, helena Хелена, hilary Хилари, hillary Хиллари, holly Холли, ingrid Ингрид, irene Ирен, iris Айрис, irma Ирма, isabel Изабель, isabella Изабелла, ivanka Иванка, jackie Джеки, jacinda Джасинда, jacqueline Жаклин, jane Джейн, janet Джанет, janice Дженис, jasmine Жасмин, jean-anne Джинэнн, jennifer Дженнифер, jenny Дженни, jessica Джессика, jill Джилл, joan Джоан, joanna Джоанна, joanne Джоан, josephine Жозефина, joyce Джойс, judith Джудит, judy Джуди, julia Джулия,
julie Джули, kamala Камала, karen Карен, karin Карин, katarina Катарина, kate Кейт, katherine Кэтрин, kathleen Кэтлин, kathryn Кэтрин, kathy Кэти, katie Кэти, katja Катя, katrin Катрин, kayla Кейла, keira Кира, kerry Керри, kimberly Кимберли, kirsten Кирстен, kristalina Кристалина, kristin Кристин, kristina Кристина, lara Лара, laura Лаура, lauren Лорен, leah Лия, lena Лена, leonie Леони, liana Лиана, lily Лили, linda Линда, lisa Лиза, liz Лиз, louisa Луиза, louise Луиза, lucia Лусия, lucy Люси, lydia Лидия, lynn Линн,
madeleine Мадлен, madison Мэдисон, maggie Мэгги, margaret Маргарет, margot Марго, maria Мария, marianne Марианна, marie Мари, marilyn Мэрилин, marina Марина, marine Марин, marion Марион, marjorie Марджори, martha Марта, mary Мэри, matilda Матильда, maya Майя, meghan Меган, megan Меган, melania Мелания, melanie Мелани, melinda Мелинда, melissa Мелисса, meredith Мередит, michelle Мишель, mila Мила, mildred Милдред, miranda Миранда, miriam Мириам, molly Молли, monica Моника, monika Моника, nadia Надя, nancy Нэнси, naomi Наоми, natalia Наталия, natalie Натали, natasha Наташа, nicola Никола, nicole Николь, nina Нина, nora Нора,
olivia Оливия, olga Ольга, ophelia Офелия, pamela Памела, patricia Патрисия, patty Пэтти, paula Паула, pauline Полин, penelope Пенелопа, penny Пенни, petra Петра, phoebe Фиби, phyllis Филлис, polly Полли, priti Прити, priscilla Присцилла, rachel Рэйчел, rebecca Ребекка, regina Регина, renate Рената, rita Рита, roberta Роберта, rosa Роза, rosalind Розалинд, rose Роуз, rosemary Розмари, rosie Рози, ruth Рут, sabine Сабина, sally Салли, samantha Саманта, sandra Сандра, sanna Санна, sara Сара, sarah Сара, sharon Шэрон, sheila Шейла, shirley Ширли, silvia Сильвия, simone Симона, sofia София, sonia Соня, sophia София, sophie Софи, stacy Стейси, stella Стелла, stephanie Стефани,
sue Сью, susan Сьюзан, susanna Сюзанна, susanne Сюзанна, suzanne Сюзанна, suella Суэлла, sylvia Сильвия, tamara Тамара, tanja Таня, tara Тара, teresa Тереза, tessa Тесса, theresa Тереза, tiffany Тиффани, tina Тина, tracey Трейси, ursula Урсула, valerie Валери, vanessa Ванесса, vera Вера, veronica Вероника, victoria Виктория, viola Виола, virginia Вирджиния, vivian Вивиан, wendy Уэнди, yvette Иветт, yvonne Ивонн, zoe Зои, roberta Роберта, svenja Свенья, aung Аун, benazir Беназир, indira Индира, jadwiga Ядвига, ewa Эва

, ada Ада, marta Марта, ingvild Ингвильд, astrid Астрид, sigrid Сигрид, freya Фрейя, kirsty Кирсти, mette Метте, aisha Аиша, fatima Фатима, leila Лейла, layla Лейла, amina Амина, noor Нур, malala Малала, priya Прия, sonia Соня, meera Мира, yuki Юки, naoko Наоко, mei Мэй, carmen Кармен, pilar Пилар, lucia Лусия, valentina Валентина, dilma Дилма, cristina Кристина, beatriz Беатрис, ines Инес, chiara Кьяра, giulia Джулия, francesca Франческа, amelie Амели, camille Камилла, margot Марго, elodie Элоди, segolene Сеголен, golda Голда
"""
_EITHER: Final = """
alexis Алексис, blake Блейк, bailey Бейли, cameron Кэмерон, casey Кейси, dana Дана, drew Дрю, jordan Джордан, kelly Келли, kim Ким, leslie Лесли, lindsey Линдси, morgan Морган, pat Пэт, quinn Куинн, riley Райли, sandy Сэнди, shannon Шеннон, sydney Сидни, taylor Тейлор, tracy Трейси, whitney Уитни, toni Тони, jan-eric Ян-Эрик, robbie Робби
"""


def _table(text: str, gender: Gender) -> dict[str, tuple[str, Gender]]:
    lines = (line.strip().split(" ") for line in text.replace("\n", " ").split(",") if line.strip())
    return {name: (form, gender) for name, form in lines}


EQUIVALENTS: Final = MappingProxyType(
    _table(_MEN, Gender.MASCULINE) | _table(_WOMEN, Gender.FEMININE) | _table(_EITHER, Gender.UNKNOWN)
)
_BY_KEY: Final = {word_key(name): entry for name, entry in EQUIVALENTS.items()}


def given_name(written: str) -> tuple[str, Gender] | None:
    """A first name in Russian and its gender, by any of its English spellings; None when it is not in the table."""
    return EQUIVALENTS.get(written.lower()) or _BY_KEY.get(word_key(written))
