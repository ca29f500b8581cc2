"""What a site says around its articles: headings of lists, appeals to subscribe, words of players; and class names.

Pure: text in, what it is out. These phrases speak against a block of a page as served; in a fragment, which somebody
chose, they are text like any other (``localize.intake.patterns``).
"""

import re
from typing import Final

from localize.intake.patterns import edition_date

_STANDFIRST_HINT: Final = re.compile(
    r"(?:^|[-_])(?:standfirst|sub-?title|sub-?head(?:line|ing)?|dek|deck|lede|strapline|excerpt|intro|abstract|summary|"
    r"article-?description)(?:$|[-_])"
)
_BYLINE_HINT: Final = re.compile(r"(?:^|[-_])(?:bylines?|authors?|writers?|reporters?|contributors?|credit)(?:$|[-_])")
_PICTURE_FILE: Final = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#])", re.IGNORECASE)
_DECORATION: Final = re.compile(
    r"(?:presentational.*|decorative.*|(?:grey |white |short )*(?:line|spacer|divider|separator|white space|banner)(?: image.*)?)",
    re.IGNORECASE,
)
_AGE: Final = re.compile(
    r"(?:(?:updated|published|posted)\s+)?(?:\d{1,3}|an?|few)\s+(?:second|minute|min|hour|hr|day|week|month|year)s?\s+ago|yesterday|today|just now",
    re.IGNORECASE,
)
_PLAYER: Final = re.compile(
    r"(?:media playback is (?:un|not )supported\b.*|(?:this|your) (?:browser|device)\b.*(?:video|audio|javascript)\b.*|"
    r"(?:video|audio) (?:player|playback|can ?not|could not|is loading)\b.*|play (?:video|audio)|loading(?: video| audio| image)?|"
    r"(?:click|tap|swipe|slide) to (?:enlarge|expand|play|zoom|open|view)\b.*|hide caption|toggle caption|enlarge(?: this)? image|"
    r"view (?:image in fullscreen|gallery|all\b.*)|\d+\s*(?:of|/)\s*\d+|(?:image|photo|slide) \d+ of \d+)\.?",
    re.IGNORECASE,
)
_PROMOTION: Final = re.compile(
    r"(?:follow\s+.{2,60}\s+on\s+(?:x\b|(?:instagram|facebook|twitter|telegram|tiktok|youtube|linkedin|threads|bluesky|mastodon|whatsapp))|"
    r"listen to .{2,60} live\b|sign up (?:for|to|here|now)\b|subscribe (?:to|now|here|for)\b|download (?:our|the .{2,30}) app\b|"
    r"get (?:our|the latest|breaking|daily|more) .{2,80}(?:newsletter|inbox|alerts|app|news)\b|click here to\b|have your say\b|"
    r"(?:join|like|find) us on\b|"
    r"(?:do you have|have you|are you) .{3,120}\b(?:email|e-mail|get in touch|contact)\b|please include a contact|"
    r"you have \d+ (?:free )?(?:articles?|stories)\b|(?:already )?a (?:subscriber|member)\?|support (?:our|independent) journalism\b|"
    r"we use cookies\b|this (?:site|website) uses cookies\b|by (?:continuing|signing up|clicking).{0,80}\byou (?:agree|accept|consent)\b|"
    r"our standards:|(?:email|contact) .{2,60} at \S+@\S+|thanks? (?:you )?for (?:reading|subscribing|signing up)\b|"
    r"(?:share|tweet|print|email|save) this (?:article|story|page)\b|advertisement\W*$|story continues below\b|article continues (?:below|after)\b)",
    re.IGNORECASE,
)
# Lists that say nothing about the article that they stand beside.
_LIST_HEADING: Final = re.compile(
    r"(?:(?:the\s+)?most\s+(?:read|popular|viewed|shared|commented|watched|recent)\b.*|trending\b.*|popular(?:\s+\w+)?|"
    r"(?:the\s+)?latest(?:\s+[\w ]{1,30})?|top\s+(?:stories|news|headlines|videos)\b.*|what['’]s\s+trending|"
    r"(?:other|more|all|today['’]s|breaking)\s+(?:news|headlines|videos|top stories)\b.*|editor(?:s|['’]s|s['’])\s+(?:picks?|choice)|"
    r"features(?:\s+&\s+analysis)?|elsewhere\s+(?:on|in)\s+.*|from\s+(?:around\s+)?the\s+web|around\s+the\s+web|sponsored\b.*|"
    r"promoted\b.*|(?:paid|partner)\s+(?:content|news|post|links)\b.*|you\s+may\s+have\s+missed|in\s+case\s+you\s+missed\s+it|"
    r"(?:more\s+)?(?:topics|tags|keywords|categories|sections)(?:\s+in\s+this\s+\w+)?|related\s+(?:topics|tags|searches)|"
    r"(?:\w+\s+)?in\s+th(?:is|e)\s+story|(?:leave|post|add)\s+a\s+(?:comment|reply)|(?:\d+\s+)?comments?|"
    r"join\s+the\s+(?:conversation|discussion)|(?:sign|signed)\s+up\b.*|subscribe\b.*|newsletters?\b.*|follow\s+us\b.*|"
    r"share\s+this\b.*|about\s+the\s+author|upcoming\s+events)\s*:?",
    re.IGNORECASE,
)
_GRAPHIC_LINE: Final = re.compile(
    r"[\[(]?(?:map|maps|graphic|graphics|infographic|chart|charts|timeline|interactive|in (?:pictures|photos|graphics|charts))\s*[:|–—-]\s*\S.*",
    re.IGNORECASE,
)


def is_standfirst_hint(hint: str) -> bool:
    """Whether a class name is one of a standfirst."""
    return bool(_STANDFIRST_HINT.search(hint))


def is_byline_hint(hint: str) -> bool:
    """Whether a class name is one of a byline."""
    return bool(_BYLINE_HINT.search(hint))


def is_crumb_hint(hint: str) -> bool:
    """Whether a class name is one of the path to the page."""
    return "crumb" in hint


def is_picture_file(address: str) -> bool:
    """Whether an address is that of a picture."""
    return bool(_PICTURE_FILE.search(address[-300:]))


def is_decoration(alt: str) -> bool:
    """Whether an alternative text says that there is nothing to see."""
    return bool(_DECORATION.fullmatch(alt.strip()))


def is_age(text: str) -> bool:
    """“3 hours ago”, “22 August 2019”: when another article appeared."""
    return edition_date(text) is not None or (len(text) <= 40 and bool(_AGE.fullmatch(text)))


def is_promotion(text: str) -> bool:
    """A line that asks to follow, subscribe, download, write in: it belongs to the site, not to the story."""
    return len(text) <= 300 and bool(_PROMOTION.match(text))


def is_player_text(text: str) -> bool:
    """What a player or gallery says of itself: “Media playback is unsupported on your device”, “1 of 5”."""
    return len(text) <= 150 and bool(_PLAYER.fullmatch(text))


def is_list_heading(text: str) -> bool:
    """“Most read”, “Latest news”, “Topics”, “Comments”: a list of the page, whatever the article is about."""
    return len(text) <= 60 and bool(_LIST_HEADING.fullmatch(text))


def is_graphic_line(text: str) -> bool:
    """“Graphic: Who voted how”: a part of the story that is shown elsewhere."""
    return len(text) <= 200 and bool(_GRAPHIC_LINE.fullmatch(text))
