"""What furniture looks like, as data: one rule a line of thought.

Each pattern is written for precision: a sentence of the story that is taken for furniture is
lost, a line of furniture that is taken for the story costs little. A rule is only tried on a
paragraph that holds one of its cues, in lower case.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

Place = Literal["anywhere", "edges", "head", "tail"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of furniture: at most so many words, matched from the start of the paragraph."""

    kind: str
    cues: tuple[str, ...]
    words: int
    pattern: str
    place: Place = "anywhere"

    def matches(self, piece: str) -> bool:
        """Tell whether a paragraph begins like this."""
        return _compiled(self.pattern).match(piece) is not None


# most rules are never tried by a process that reads a few articles, and compiling them is slow
_compiled = cache(re.compile)


def _rule(kind: str, cues: str, words: int, pattern: str, *, place: Place = "anywhere") -> Rule:
    return Rule(kind, tuple(cues.split()), words, pattern, place)


_NAME = r"(?:[^\W\d_a-z][\w.'’-]*|and|in|at|of|the|for|de|van|von|al|bin|from|with|by|staff|team"
_NAMES = rf"{_NAME}|newsrooms?|bureaus?|editing|writing|reporting|additional|compiled)"
_ONLY_NAMES = rf"{_NAMES}(?:[\s,;:.&/]{{1,3}}{_NAMES}){{0,40}}[.)\]]{{0,3}}$"

RULES = (
    _rule("quoted-reply", "wrote schrieb écrit", 40,
          r"(?:On|Am|Le) .{6,120}(?:wrote|schrieb|a écrit) ?:$"),
    _rule("quoted-reply", "message", 12, r"-{2,} ?(?:Original|Forwarded) [Mm]essage"),
    _rule("credit", "by", 60,
          r"(?i:\( ?(?:additional |further )?(?:reporting|writing|editing|compiled|edited|written"
          r"|translation|translated|graphics?)\b.{0,30}? by:? )(?=[A-Z\[])"),
    _rule("credit", "by", 60,
          r"(?:(?:[Aa]dditional|[Ff]urther) )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|Compiled|Edited"
          r"|Written|Translat(?:ion|ed)|Graphics?|Research|Production|Photography|Video)"
          rf"(?: and \w+)? by:? {_ONLY_NAMES}"),
    _rule("credit", "contributed helped", 60,
          r"(?:(?![a-z]{3}\. [A-Z])[^“\"]){0,400}(?:contributed (?:\w+ )?to"
          r"|helped (?:with|report)) th(?:is|e) (?:report|story|article|piece)\.?\)?$"),
    _rule("credit", "source sources quelle agency agencies credit via", 25,
          r"(?i:(?:source|quelle|agency|agencies|credit|via)s?: ?)(?=\S)"),
    _rule("credit", "material", 25, r"(?i:contains material (?:from|by) )"),
    _rule("credit", "this", 30,
          r"(?i:this (?:story|article|report|piece|post|content|copy|dispatch)"
          r" (?:was |is |has been )(?:first |originally |also |automatically |kindly )?"
          r"(?:supplied|provided|published"
          r"|produced|distributed|appeared|syndicated|translated|adapted|generated|written"
          r"|republished|reproduced|reprinted|brought to you|part of an? [\w -]{1,40} series))"),
    _rule("credit", "appeared", 30,
          r"(?i:this (?:story|article|report) (?:first |originally )appeared)"),
    _rule("credit", "with reuters afp ap dpa agencies", 14,
          r"(?:With|—|–) (?:Reuters|AFP|AP|dpa|agencies|files from)\b.{0,60}$"),
    _rule("credit", "reuters afp ap dpa ansa efe xinhua pa bloomberg upi tass agencies", 6,
          r"\((?:Reuters|AFP|AP|dpa|ANSA|EFE|Xinhua|PA|Bloomberg|UPI|TASS|agencies)"
          r"(?:[/, ]{1,2}\w+){0,4}\)$"),
    _rule("caption", "reuters afp epa efe ap pool handout getty", 90,
          r".{0,500}(?:(?:\b|/)(?:REUTERS|AFP|EPA(?:-EFE)?|AP|AP Photo|EFE|Reuters)/\w"
          r"|\bGetty Images\b|/(?:Pool|Handout|Getty|AFP|AP|EPA|Reuters|REUTERS)\b)"
          r"[^.!?]{0,60}[.)]{0,2}$"),
    _rule("caption", "photo photos photograph seen pictured", 90,
          r".{0,500}(?:\b(?:AP|AFP|Reuters|EPA|File|Handout|Courtesy) [Pp]hoto(?:graph)?s?\b"
          r"|\((?:not seen|not pictured|file photo|pictured(?: (?:left|right|above))?)\))"
          r"[^.!?]{0,80}[.)]{0,2}$"),
    _rule("caption", "photo picture pictures image images photograph photography illustration"
          " graphic foto bild photos", 80,
          r"(?:.{2,500}[.\s])?(?:Photo|Picture|Image|Photograph|Photography|Illustration|Graphic"
          r"|Foto|Bild|PHOTO)s?(?: by| [Cc]redits?| source| courtesy(?: of)?)?: ?[A-Z©(].{1,80}$"),
    _rule("caption", "photo picture image caption", 25,
          r"(?i:(?:file )?(?:photo|picture|image|caption)(?: caption)?:)"),
    _rule("comments", "policy guidelines section", 30,
          r"(?i:.{0,120}\bcomment(?:s|ing)? (?:policy|guidelines|section below))"),
    _rule("comments", "comments comment", 30,
          r"(?i:comments? (?:are|is|on|may be|will be|must be)"
          r" (?:open|closed|moderated|welcome|this (?:article|story)|for subscribers|off)\b)"),
    _rule("comments", "comments comment reply conversation discussion say", 30,
          r"(?i:we moderate comments|be the first to comment|leave a (?:comment|reply)$"
          r"|join the (?:conversation|discussion)|(?:log|sign) in to comment|post a comment"
          r"|have your say|(?:view|show|read) (?:all )?comments)"),
    _rule("comments", "think hear letters", 60,
          r"(?i:what do you think\?.{0,40}(?:comment|letter|e-?mail|let us know|write)"
          r"|letters to the editor|.{0,160}we[’']d (?:like|love) to hear (?:what|from|your))"),
    _rule("related", "read see watch listen", 30,
          r"(?i:(?:read|see|watch|listen)(?: (?:more|also|next|on|this|the full (?:story|report)))+"
          r" ?(?::|»|›|>|→|$|here))"),
    _rule("related", "read see watch listen", 30,
          r"(?:READ|SEE|WATCH|LISTEN)(?: (?:MORE|ALSO|NEXT|NOW|ON))+\b"),
    _rule("related", "more related further", 30,
          r"(?i:\[?(?:more|related|further)(?: (?:on this|on the|from|stories|articles?|sources?"
          r"|reading|content|coverage|news|topics|links|posts|videos?|to this|about this))*)"
          r"(?: [A-Z][\w’'&]*){0,4} ?(?::|$)"),
    _rule("related", "also like enjoy interested missed recommended read popular viewed shared"
          " commented trending miss next stories news headlines picks choice now", 30,
          r"(?i:(?:you (?:might|may|could) (?:also )?(?:like|enjoy|be interested in|have missed)"
          r"|recommended(?: for you| reading| stories| videos)?|trending(?: now)?|don[’']t miss"
          r"|most (?:read|popular|viewed|shared|commented)(?: in [\w ]{2,30})?|up next|also read"
          r"|in case you missed it|(?:our )?top stories|latest (?:news|stories|headlines)"
          r"|editors?[’']?s? (?:picks|choice)|popular (?:now|stories)|what to read next)"
          r"\s?(?::|$))"),
    _rule("related", "also", 30, r"Also on [\w-]{2,30}\.(?:com|net|org|tv|co)\b"),
    _rule("newsletter", "sign subscribe register", 30,
          r"(?i:(?:please )?(?:sign up|subscribe|register)(?: now| here| today| free)?"
          r"(?:[.!]?$|[.!] | (?:for|to|and|with|at|or) (?=.{0,160}\b(?:our|the|your|my|we|us|you"
          r"|free|newsletters?|letter|alerts?|updates?|account)\b)))"),
    _rule("newsletter", "app inbox newsletter newsletters alert alerts telegram twitter facebook"
          " instagram whatsapp youtube tiktok linkedin bluesky threads mastodon channel podcast"
          " media x", 30,
          r"(?i:(?:get|receive|download|join|follow|like|find|email|e-mail|text|tweet|message)"
          r" (?:us|our|the) (?=.{0,120}(?:\b(?:app|inbox|newsletters?|alerts?|telegram|twitter"
          r"|facebook|instagram|whatsapp|youtube|tiktok|linkedin|bluesky|threads|mastodon|channel"
          r"|podcast|social media)\b|on X\b)))"),
    _rule("newsletter", "follow", 30,
          r"(?i:follow @?\w+(?: \w+)? on (?:twitter|facebook|instagram|telegram|x|youtube)\b)"),
    _rule("newsletter", "inbox", 30, r"(?i:.{0,160}\b(?:in|to) your inbox\b)"),
    _rule("newsletter", "you", 30,
          r"(?i:you (?:receive|received|are receiving|get|are getting|are on) (?:this|our)"
          r" (?:e-?mail|newsletter|message|list|mailing))"),
    _rule("newsletter", "unsubscribe view forward forwarded manage update preferences", 30,
          r"(?i:(?:click here to )?(?:unsubscribe|view (?:this|it|in|the) [\w -]{0,20}browser"
          r"|forward this|manage your (?:preferences|subscription)|update your preferences"
          r"|was this (?:forwarded|email|newsletter)))"),
    _rule("newsletter", "forward subscribe subscription", 30,
          r"(?i:.{0,160}\b(?:forward this to (?:a|your) |please subscribe"
          r"|subscribe (?:now|today|here)\b|start your (?:free )?(?:trial|subscription)))"),
    _rule("newsletter", "member subscriber supporter", 30,
          r"(?i:(?=.{0,200}\b(?:our|us|your|you)\b)(?![^.]{0,200}\bsaid\b).{0,160}\bbecome an? "
          r"(?:\w+ )?(?:member|subscriber|supporter)\b(?! of)"
          r"|already an? (?:subscriber|member)\?)"),
    _rule("newsletter", "funded supported journalism free subscribers month week", 30,
          r"(?i:.{0,160}(?:\bis (?:reader|listener)[- ](?:funded|supported)|support (?:our"
          r"|independent) journalism|\bis free to read\b|articles a (?:month|week) free"
          r"|for subscribers only|this article is for subscribers))"),
    _rule("newsletter", "reading", 30, r"(?i:.{0,160}\b(?:to continue reading|reading time:))"),
    _rule("newsletter", "enjoyed liked buy purchase value", 50,
          r"(?i:if you (?:enjoyed|liked|buy|purchase|value) .{1,200}(?:join|subscribe|proposition"
          r"|member|commission|share of the sale|donat|support))"),
    _rule("cookies", "cookie cookies", 60,
          r"(?i:(?![^.]{0,300}\b(?:said|says|told)\b)(?=.{0,400}\b(?:we|our|us|you|your)\b)"
          r"(?=.{0,400}\b(?:use|uses|store|stores|accept|agree|policy|consent|manage|settings)\b))"),
    _rule("copyright", "© c copyright", 60,
          r"(?:©|\([cC]\) ?(?=[\dA-Z])|(?:Copyright|COPYRIGHT)(?: ©| \([cC]\)|\b)"
          r"(?=.{0,80}(?:\d{4}|[Rr]ights|©)))"),
    _rule("copyright", "reserved", 60, r"(?i:.{0,200}\ball rights reserved\b)"),
    _rule("share", "share tweet pin email e print copy save bookmark listen like whatsapp facebook"
          " twitter linkedin reddit telegram comments comment shares", 8,
          r"(?i:(?:share|tweet|pin it|e-?mail|print|copy link|save|bookmark|listen|like|whatsapp"
          r"|facebook|twitter|linkedin|reddit|telegram|comments?|\d+ comments?|\d+ shares?"
          r"|share (?:this|on|via|with)\b.{0,40})(?:[ ,|/·•]{1,3}(?:share|tweet|pin it|e-?mail"
          r"|print|copy link|save|whatsapp|facebook|twitter|linkedin|reddit|telegram|x"
          r"|this article|article|story)){0,20}$)"),
    _rule("share", "like enjoy enjoyed", 14,
          r"(?i:(?:like|enjoyed?) this (?:story|article|post)\?)"),
    _rule("advertisement", "advertisement advertisment advertising anzeige publicité sponsored"
          " promoted paid continues continue reading scroll skip loading", 8,
          r"(?i:(?:advertise?ment|advertising|anzeige|publicité|sponsored(?: content| by .{1,40})?"
          r"|promoted|paid content|(?:story|article) continues (?:below|after).{0,30}"
          r"|continue reading(?: below)?.{0,20}|scroll (?:down )?to continue.{0,20}"
          r"|skip (?:advert|past).{0,40}|loading\.{0,3})$)"),
    _rule("tags", "tags tag topics filed keywords keyword categories category posted hashtags"
          " explore", 60,
          r"(?i:(?:tags?|topics|filed under|keywords?|categor(?:y|ies)|posted in|hashtags?"
          r"|explore more)(?: topics)?:)"),
    _rule("tags", "#", 12, r"(?:#\w{1,40}[\s,]{0,3}){2,12}$"),
    _rule("contact", "reached contacted emailed", 30,
          r"[^“\"]{0,80}\bcan be (?:reached|contacted|emailed) (?:at|on|via|by)\b"),
    _rule("contact", "enquiries inquiries contact contacts", 50,
          r"(?i:(?:media |press |investor |general )?(?:enquiries|inquiries|contacts?"
          r"|contact (?:us|the (?:author|reporter|writer|newsroom|editor)))(?: details)? ?:)"),
    _rule("contact", "@", 30,
          r"(?i:(?:[^.?!]{0,80}\? )?(?:write to|e-?mail|contact|reach|tips?:?|send)\b"
          r"(?=.{0,120}[\w.+-]{1,64}@[\w-]{1,64}\.))"),
    _rule("legal", "delayed expressed constitute edit advice forward responsible submitted apply"
          " reproduction", 60,
          r"(?i:.{0,200}(?:prices are delayed|views expressed (?:are|in|here|by)"
          r"|does not (?:constitute (?:an offer|advice|investment|financial|a recommendation)"
          r"|edit agency)|is not (?:investment|financial|legal) advice"
          r"|nothing in this \w+ is advice|contains forward-looking statements|not responsible for"
          r" the content|solely responsible for (?:its|the) content|was submitted for publication"
          r"|terms (?:of|and) (?:use|service|conditions) apply|reproduction without permission))"),
    _rule("legal", "release publication distribution", 60,
          r"NOT FOR (?:RELEASE|PUBLICATION|DISTRIBUTION)"),
    _rule("legal", "copy affiliate", 60,
          r"(?i:this copy is for your personal,? non-commercial use"
          r"|.{0,120}\baffiliate (?:links|commission))"),
    _rule("navigation", "about contact privacy imprint impressum data datenschutz terms cookie home"
          " menu search login log sign account careers advertise help faq sitemap top accept manage"
          " close next previous support subscription subscriptions site rss more see view print"
          " order", 4,
          r"(?i:(?:about(?: us)?|contact(?: us)?|privacy(?: policy| notice)?|imprint|impressum"
          r"|data protection|datenschutz|terms(?: of (?:use|service)| and conditions)?"
          r"|cookie (?:policy|settings)|home|menu|search|log ?in|sign in|my account|careers"
          r"|advertise(?: with us)?|help|faq|sitemap|back to top|accept(?: all)?|manage|close|next"
          r"|previous|support us|subscriptions?|site map|rss|show more|load more|see all"
          r"|view all|print article|order reprints)$)"),
    _rule("navigation", "subscriptions", 12, r"(?i:subscriptions?: )"),
    _rule("biography", "reached columnist correspondent reporter editor writer journalist author"
          " professor fellow analyst contributing contributor diplomat blogger critic lecturer"
          " freelance covers writes twitter", 60, r"[•*] ?[A-Z]", place="tail"),
    _rule("biography", "is writes covers reports teaches was has", 45,
          r"(?:[A-Z][\w.’'-]*)(?: (?:[A-Z][\w.’'-]*|de|van|von|al|bin)){1,3},? (?:is (?:a|an|the"
          r"|our|chief|senior|editor|professor|author|director)|writes (?:on|about|for|a)|covers"
          r"|reports (?:on|from)|teaches|was (?:a|an|the) former|has (?:written|covered|reported)) "
          r"?(?=.{0,300}(?:columnist|correspondent|reporter|editor|writer|journalist|author"
          r"|professor|fellow|analyst|contribut|diplomat|blogger|critic|lecturer|freelanc|writes"
          r"|covers|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days|her own|his own|their own))",
          place="tail"),
    _rule("slogan", "since est established founded", 14,
          r"(?!.{0,120}\b(?:has|have|had|am|was|were|been)\b)"
          r".{0,120}\b(?:[Ss]ince|[Ee]st\.?|[Ee]stablished(?: in)?|[Ff]ounded(?: in)?)"
          r" (?:1[6-9]|20)\d\d\.?$", place="tail"),
    _rule("contact", "@", 30, r"[^“\"]{0,160}[\w.+-]{1,64}@[\w-]{1,64}\.\w", place="edges"),
    _rule("contact", "+ phone tel call", 20,
          r"[^“\"]{0,160}\+\d{1,3}[ -]?\(?\d{1,4}\)?[ -]\d{2,4}[ -]?\d{2,}", place="edges"),
    _rule("contact", "http https www", 30,
          r"(?i:(?:for more|visit|see|go to|click|call|contact|phone|tel|you can|https?://|www\.)"
          r"(?=.{0,160}(?:\bhttps?://|\bwww\.)))", place="edges"),
    _rule("newsletter", "newsletter newsletters funded pays charge comes letter reading see all",
          30,
          r"(?i:.{0,160}(?:\bnewsletters?\b|reader-funded|pays for itself|free of charge"
          r"|comes out on \w+days|\b(?:weekly|daily|monthly) letter\b|thank(?:s| you) for reading"
          r"|see you (?:tomorrow|next|on)|that(?:[’']s| is) all\b))", place="edges"),
    _rule("section", "|", 20, r"[^.!?“”\"]{2,80} \| [^.!?“”\"]{2,120}$", place="edges"),
    _rule("notice", "updated update explainer this developing more story breaking editor live", 20,
          r"(?i:\*?(?:updated? (?:as|at|with|on|to)\b|explainer\b|this (?:story|article|post|page"
          r"|report) (?:is|has been|was|will be) (?:being )?updated|developing story|more to"
          r" (?:follow|come)|story developing|breaking(?: news)?:?$|live updates?:?$))",
          place="edges"),
)  # fmt: skip
