"""Recognises text around the article: credits, captions, sign-ups, policies, related links."""

import re
from typing import NamedTuple

_SHORT, _MEDIUM, _LONG = 14, 30, 60  # words that a piece of furniture of a kind may have
_READ = 600  # characters of a paragraph that are looked at


class _Rule(NamedTuple):
    kind: str
    words: int
    pattern: re.Pattern[str]


def _rule(kind: str, words: int, pattern: str) -> _Rule:
    return _Rule(kind, words, re.compile(pattern))


# Anywhere in an article. Each pattern is written for precision: a sentence of the story that is
# taken for furniture is lost, a line of furniture that is taken for the story costs little.
_ANYWHERE = (
    _rule("quoted-reply", 10_000, r">"),
    _rule("quoted-reply", 40, r"(?:On|Am|Le) .{6,120}(?:wrote|schrieb|a écrit) ?:$"),
    _rule("quoted-reply", 12, r"-{2,} ?(?:Original|Forwarded) [Mm]essage"),
    _rule(
        "credit",
        _LONG,
        r"(?i:\(? ?(?:additional |further |with )?(?:reporting|writing|editing|compiled|edited"
        r"|written|translation|translated|graphics?|research|production|photography|video)"
        r"(?:(?:,| and|;) (?:additional )?(?:reporting|writing|editing|research|graphics))*"
        r"(?: and \w+)? by:? )(?=[A-Z\[])",
    ),
    _rule(
        "credit",
        _LONG,
        r"^(?=[^“\"]*(?:contributed to|helped (?:with|report)) th(?:is|e) "
        r"(?:report|story|article|piece)\.?\)?$)",
    ),
    _rule("credit", 25, r"(?i:(?:source|quelle|agency|agencies|credit|via)s?): ?(?=\S)"),
    _rule("credit", 25, r"(?i:contains material (?:from|by) )"),
    _rule(
        "credit",
        _MEDIUM,
        r"(?i:this (?:story|article|report|piece|post|content|copy|dispatch) (?:was |is |has been )"
        r"(?:first |originally |also |produced |automatically |kindly )?(?:supplied|provided"
        r"|published|produced|distributed|appeared|syndicated|translated|adapted|generated"
        r"|written|republished|reproduced|reprinted|brought to you|part of an? [\w -]+ series))",
    ),
    _rule("credit", _MEDIUM, r"(?i:this (?:story|article|report) (?:first |originally )appeared)"),
    _rule("credit", _SHORT, r"(?:With|—|–) (?:Reuters|AFP|AP|dpa|agencies|files from)\b"),
    _rule(
        "credit",
        6,
        r"\((?:Reuters|AFP|AP|dpa|ANSA|EFE|Xinhua|PA|Bloomberg|UPI|TASS|agencies)"
        r"(?:[/, ]+\w+)*\)$",
    ),
    _rule(
        "caption",
        90,
        r".{0,560}(?:\b(?:REUTERS|AFP|EPA(?:-EFE)?|AP Photo|EFE)/\w|/(?:Pool|Handout|Getty|AFP|AP"
        r"|EPA|Reuters|REUTERS)\b|\bGetty Images\b|\b(?:AP|AFP|Reuters|EPA|File|Handout|Courtesy)"
        r" [Pp]hoto(?:graph)?s?\b(?!graph)|\((?:not seen|not pictured|file photo|pictured"
        r"|pictured (?:left|right|above))\))",
    ),
    _rule(
        "caption",
        80,
        r"(?:.{2,500}[.\s])?(?:Photo|Picture|Pictures|Image|Images|Photograph"
        r"|Photography|Illustration|Graphic|Foto|Bild|PHOTO|Photo [Cc]redit|Image [Cc]redit)s?"
        r"(?: by| [Cc]redits?| source| courtesy(?: of)?)?: ?[A-Z©(].{1,80}$",
    ),
    _rule(
        "caption", 80, r"(?i:(?:file )?(?:photo|picture|image|caption|file photo)(?: caption)?:)"
    ),
    _rule(
        "comments", _MEDIUM, r"(?i:.{0,120}\bcomment(?:s|ing)? (?:policy|guidelines|section below))"
    ),
    _rule(
        "comments",
        _MEDIUM,
        r"(?i:comments? (?:are|is|on this|policy|may|will be|have been|must)"
        r" ?(?:open|closed|moderated|welcome|article|story|now|for|subject|off)?)"
        r"(?=.{0,80}$)",
    ),
    _rule(
        "comments",
        _MEDIUM,
        r"(?i:we moderate comments|be the first to comment|leave a (?:comment"
        r"|reply)|join the (?:conversation|discussion)|(?:log|sign) in to comment|post a comment"
        r"|have your say|view comments|show comments|what do you think\?.{0,40}(?:comment|letter"
        r"|e-?mail|let us know|write)|letters to the editor)",
    ),
    _rule(
        "related",
        _MEDIUM,
        r"(?i:(?:read|see|watch|listen)(?: (?:more|also|next|on|this|the full"
        r" (?:story|report)))+ ?(?::|»|›|>|→|$|here))",
    ),
    _rule("related", _MEDIUM, r"(?:READ|SEE|WATCH|LISTEN)(?: (?:MORE|ALSO|NEXT|NOW|ON))+\b"),
    _rule(
        "related",
        _MEDIUM,
        r"(?i:(?:more|related|further)(?: (?:on this|on the|from|stories"
        r"|articles?|sources?|reading|content|coverage|news|topics|links|posts|videos?|to this"
        r"|about this))*(?: [A-Z][\w’'&]*){0,4} ?(?::|$))",
    ),
    _rule(
        "related",
        _MEDIUM,
        r"(?i:(?:you (?:might|may|could) (?:also )?(?:like|enjoy|be interested"
        r" in|have missed)|recommended(?: for you| reading| stories| videos)?|most (?:read|popular"
        r"|viewed|shared|commented)|trending(?: now)?|don[’']t miss|up next|in case you missed it"
        r"|(?:our )?top stories|latest (?:news|stories|headlines)|editors?[’']?s? (?:picks|choice)"
        r"|popular (?:now|stories)|what to read next)\s?(?::|$))",
    ),
    _rule(
        "newsletter",
        _MEDIUM,
        r"(?i:(?:please |to )?(?:sign up|subscribe|register)(?: now| here"
        r"| today| free)?(?: for| to| and| with| at| or|\.|!|$))",
    ),
    _rule(
        "newsletter",
        _MEDIUM,
        r"(?i:(?:get|receive|download|join|follow|like|find|contact|email"
        r"|e-mail|call|text|whatsapp|tweet|message) (?:us|our|the) (?=.{0,120}(?:\b(?:app|inbox"
        r"|newsletters?|alerts?|telegram|twitter|facebook|instagram|whatsapp|youtube|tiktok"
        r"|linkedin|bluesky|threads|mastodon|channel|podcast|social media)\b|on X\b)))",
    ),
    _rule("newsletter", _MEDIUM, r"(?i:.{0,160}\b(?:in|to) your inbox\b)"),
    _rule(
        "newsletter",
        _MEDIUM,
        r"(?i:you (?:receive|received|are receiving|get|are getting|are on)"
        r" (?:this|our) (?:e-?mail|newsletter|message|list|mailing))",
    ),
    _rule(
        "newsletter",
        _MEDIUM,
        r"(?i:(?:click here to )?(?:unsubscribe|view (?:this|it|in|the)"
        r" [\w -]{0,20}browser|forward this|manage your (?:preferences|subscription)|update your"
        r" preferences|was this (?:forwarded|email|newsletter)))",
    ),
    _rule(
        "newsletter",
        _MEDIUM,
        r"(?i:.{0,160}\b(?:forward this to (?:a|your) |become a (?:member"
        r"|subscriber|supporter)|please subscribe|is (?:reader|listener)[- ](?:funded|supported)"
        r"|support (?:our|independent) journalism|free to read|subscribe (?:now|today|here)\b"
        r"|start your (?:free )?(?:trial|subscription)|already a (?:subscriber|member)\?))",
    ),
    _rule(
        "newsletter",
        _MEDIUM,
        r"(?i:.{0,160}\b(?:articles a (?:month|week) free|subscribers? only"
        r"|this article is for subscribers|to continue reading|reading time:))",
    ),
    _rule(
        "cookies",
        _LONG,
        r"(?i:(?=.{0,300}\bcookies?\b)(?=.{0,400}\b(?:we|our|this site|website|uses"
        r"|accept|settings|policy|partners|statistics|consent|browser|device)\b)"
        r"(?=.{0,400}\b(?:use|uses|using|store|stores|accept|agree|policy|consent|manage)\b))",
    ),
    _rule(
        "copyright",
        _LONG,
        r"(?:©|\([cC]\) ?(?=[\dA-Z])|(?:Copyright|COPYRIGHT)(?: ©| \([cC]\)|\b)"
        r"(?=.{0,80}(?:\d{4}|[Rr]ights|©)))",
    ),
    _rule("copyright", _LONG, r"(?i:.{0,200}\ball rights reserved\b)"),
    _rule(
        "share",
        8,
        r"(?i:(?:share|tweet|pin it|e-?mail|print|copy link|save|bookmark|listen|like"
        r"|whatsapp|facebook|twitter|linkedin|reddit|telegram|comments?|\d+ comments?|\d+ shares?"
        r"|share (?:this|on|via|with)\b.{0,40})(?:[ ,|/·•]+(?:share|tweet|pin it|e-?mail|print"
        r"|copy link|save|whatsapp|facebook|twitter|linkedin|reddit|telegram|x|this article"
        r"|article|story))*$)",
    ),
    _rule(
        "advertisement",
        8,
        r"(?i:(?:advertise?ment|advertising|anzeige|publicité|sponsored"
        r"(?: content| by .{1,40})?|promoted|paid content|(?:story|article) continues"
        r" (?:below|after).{0,30}|continue reading(?: below)?.{0,20}"
        r"|scroll (?:down )?to continue.{0,20}"
        r"|skip (?:advert|past).{0,40}|loading\.{0,3}|more to come\.{0,3})$)",
    ),
    _rule(
        "tags",
        _LONG,
        r"(?i:(?:tags?|topics?|filed under|keywords?|categor(?:y|ies)|posted in"
        r"|hashtags?|in this (?:story|article)|explore more)(?: topics)?:)",
    ),
    _rule("tags", 12, r"(?:#\w+[\s,]*){2,}$"),
    _rule(
        "contact", _MEDIUM, r"[^“\"]{0,80}\bcan be (?:reached|contacted|emailed) (?:at|on|via|by)\b"
    ),
    _rule(
        "contact",
        50,
        r"(?i:(?:media |press |investor |general )?(?:enquiries|inquiries|contacts?"
        r"|contact (?:us|the (?:author|reporter|writer|newsroom|editor)))(?: details)?\b ?:)",
    ),
    _rule(
        "contact",
        _MEDIUM,
        r"(?i:(?:[^.?!]{0,80}\? )?(?:write to|e-?mail|contact|reach|tips?:?|send)\b"
        r"(?=.{0,120}[\w.+-]{1,64}@[\w-]{1,64}\.))",
    ),
    _rule(
        "legal",
        50,
        r"(?i:.{0,200}(?:prices are delayed|views expressed (?:are|in|here|by)"
        r"|does not (?:constitute|edit agency)|is not (?:investment|financial|legal) advice"
        r"|nothing in this \w+ is advice|contains forward-looking statements|not responsible for"
        r" the content|solely responsible for (?:its|the) content|was submitted for publication"
        r"|terms (?:of|and) (?:use|service|conditions) apply|reproduction without permission))",
    ),
    _rule("legal", _LONG, r"NOT FOR (?:RELEASE|PUBLICATION|DISTRIBUTION)"),
    _rule(
        "navigation",
        4,
        r"(?i:(?:about(?: us)?|contact(?: us)?|privacy(?: policy| notice)?|imprint"
        r"|impressum|data protection|datenschutz|terms(?: of (?:use|service)| and conditions)?"
        r"|cookie (?:policy|settings)|home|menu|search|log ?in|sign in|my account|careers|advertise"
        r"(?: with us)?|help|faq|sitemap|back to top|accept(?: all)?|manage|close|next|previous"
        r"|support us|subscriptions?|site map|rss|show more|load more|see all|view all)$)",
    ),
    _rule("navigation", 12, r"(?i:subscriptions?: )"),
)
# Only before the story begins or after it has ended.
_AT_EDGES = (
    _rule("biography", 45, r"[•*] ?[A-Z]"),
    _rule(
        "biography",
        45,
        r"(?:[A-Z][\w.’'-]*)(?: (?:[A-Z][\w.’'-]*|de|van|von|al|bin)){1,3},? (?:is (?:a|an|the"
        r"|our|chief|senior|editor|professor|author|director)|writes (?:on|about|for|a)|covers"
        r"|reports (?:on|from)|teaches|was (?:a|an|the) former|has (?:written|covered|reported)) "
        r"?(?=.{0,300}(?:columnist|correspondent|reporter|editor|writer|journalist|author"
        r"|professor|fellow|analyst|contribut|diplomat|blogger|critic|lecturer|freelanc|writes"
        r"|covers|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days|her own|his own|their own))",
    ),
    _rule(
        "slogan",
        _SHORT,
        r".{0,120}\b(?:[Ss]ince|[Ee]st\.?|[Ee]stablished(?: in)?|[Ff]ounded(?: in)?)"
        r" (?:1[6-9]|20)\d\d\.?$",
    ),
    _rule("contact", _MEDIUM, r"[^“\"]{0,160}[\w.+-]{1,64}@[\w-]{1,64}\.\w"),
    _rule(
        "contact",
        _MEDIUM,
        r".{0,160}(?:\+\d{1,3}[ -]?\(?\d{1,4}\)?[ -]\d{2,4}[ -]?\d{2,}"
        r"|\b0\d{2,4} \d{3,} ?\d*|\bhttps?://|\bwww\.)",
    ),
    _rule(
        "newsletter",
        _MEDIUM,
        r"(?i:.{0,160}\b(?:newsletters?|reader-funded|pays for itself"
        r"|free of charge|comes out on|weekly letter|daily letter|thank you for reading|thanks for"
        r" reading|see you (?:tomorrow|next|on)|that is all|that[’']s all|is free\.))",
    ),
    _rule("section", 12, r"[^.!?“”\"]{2,80} \| [^.!?“”\"]{2,80}$"),
    _rule(
        "notice",
        20,
        r"(?i:\*?(?:updated? (?:as|at|with|on|to)|explainer\b|this (?:story|article|post"
        r"|page|report) (?:is|has been|was|will be) (?:being )?updated|developing story|more to"
        r" follow|story developing|breaking(?: news)?:?$|editor[’']?s note:|live updates?))",
    ),
)
_GREETING = re.compile(
    r"(?i:(?:good (?:morning|evening|afternoon|day)|morning|hello|hi|dear|greetings|welcome|happy"
    r" \w+day)\b)"
)
_SIGNATURE = re.compile(r"--+ ?(?:$|\s)")
_KICKER = re.compile(
    r"(?:OPINION|COMMENT|COLUMN|ANALYSIS|EDITORIAL|EXCLUSIVE|BREAKING(?: NEWS)?|LIVE"
    r"|UPDATE(?: ?\d)?|EXPLAINER|INTERVIEW|FEATURE|REVIEW|LETTERS?|BLOG|SPORTS?|WORLD|POLITICS"
    r"|BUSINESS|CULTURE|NEWS|[Oo]pinion|[Cc]omment|[Cc]olumn|[Aa]nalysis|[Ee]ditorial|[Ee]xclusive|[Ee]xplainer)"
    r"(?: ?[|:/] ?[\w ]{0,30})?$"
)


def furniture_kind(words: str, *, at_edge: bool) -> str | None:
    """Name the furniture that a paragraph is, null where it belongs to the story.

    `words` is the paragraph with its white space folded; `at_edge` says that it stands before the
    story begins or after it has ended.
    """
    count = words.count(" ", 0, _READ * 3) + 1
    piece = words[:_READ]
    for rule in _ANYWHERE:
        if count <= rule.words and rule.pattern.match(piece):
            return rule.kind
    if not at_edge:
        return None
    for rule in _AT_EDGES:
        if count <= rule.words and rule.pattern.match(piece):
            return rule.kind
    return None


def is_greeting(words: str) -> bool:
    """Tell whether a letter's first paragraph only greets."""
    return words.count(" ") < 20 and _GREETING.match(words) is not None


def is_signature(words: str) -> bool:
    """Tell whether a letter's signature begins with this paragraph."""
    return _SIGNATURE.match(words) is not None


def is_kicker(words: str) -> bool:
    """Tell whether a line above or below the headline names a section, not the story."""
    return len(words) <= 40 and _KICKER.match(words) is not None
