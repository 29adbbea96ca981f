"""Knows the news agencies whose texts many outlets print, under the names that credits use."""

import re

# one agency a line: the name that is kept, then what else credits call it; capitals count
_AGENCIES = """
AP; Associated Press; AP News
Reuters; Thomson Reuters; REUTERS
AFP; Agence France-Presse; Agence France Presse
dpa; DPA; Deutsche Presse-Agentur
Bloomberg; Bloomberg News
UPI; United Press International
PA; PA Media; Press Association; PA News Agency; PA news agency
Interfax; Interfax-Ukraine
Ukrinform
UNIAN; Unian
TASS; Tass; ITAR-TASS
RIA Novosti; RIA
BelTA
Xinhua; Xinhua News Agency
Kyodo; Kyodo News
Jiji; Jiji Press
Yonhap; Yonhap News Agency
Central News Agency
PTI; Press Trust of India
ANI; Asian News International
IANS; Indo-Asian News Service
Associated Press of Pakistan
Antara
Bernama
Vietnam News Agency
AAP; Australian Associated Press
The Canadian Press; Canadian Press
Notimex
EFE; Agencia EFE
ANSA; Ansa
Adnkronos
Lusa; LUSA
Belga
ANP
APA; Austria Presse Agentur
Keystone-SDA; Keystone-ATS
Ritzau
NTB
TT News Agency
STT
BNS; Baltic News Service
PAP; Polish Press Agency
CTK; ČTK; Czech News Agency
TASR
MTI
Agerpres
BTA
Tanjug
Hina; HINA
Athens News Agency; ANA-MPA; AMNA
Anadolu; Anadolu Agency
Demirören News Agency; DHA
IRNA
Tasnim
SANA
WAM
Saudi Press Agency; SPA
KUNA
WAFA; Wafa
MENA
News Agency of Nigeria
Ghana News Agency
Agencia Brasil; Agência Brasil
Telam; Télam
Prensa Latina
"""
_KEPT = {
    name.strip(): line.split(";")[0].strip()
    for line in _AGENCIES.strip().splitlines()
    for name in line.split(";")
}
_ANY = "|".join(sorted(map(re.escape, _KEPT), key=len, reverse=True))
_NAMED = re.compile(rf"(?<![\w-])(?:{_ANY})(?![\w-])")
_AT_END = re.compile(rf"[.!?][”\"]? ?(?:\(|[–—-] ?)(?P<agency>{_ANY})\)?[.]?\Z")


def agency_named(words: str) -> str | None:
    """Give the agency that a credit names first, under the name that is kept for it."""
    found = _NAMED.search(words)
    return _KEPT[found.group()] if found else None


def agency_at_end(words: str) -> str | None:
    """Give the agency that stands after the last sentence of a story: "... on Monday. (AP)"."""
    found = _AT_END.search(words)
    return _KEPT[found["agency"]] if found else None


def one_name(name: str) -> str:
    """Give the name that is kept for an agency; who is no known agency keeps the own one."""
    return _KEPT.get(re.sub(r"^[Tt]he (?!Canadian)", "", name.strip()), name)


def is_agency(name: str) -> bool:
    """Tell whether a name is that of a known agency."""
    return one_name(name) in _KEPT
