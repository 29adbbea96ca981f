"""Abbreviations that end in a full stop, and words that open sentences, as data."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# A name follows: no sentence ends here.
BEFORE_NAMES = _set("""
    mr mrs ms mx dr prof rev fr sr. st ste mt ft gen lt col sgt cpl capt cmdr cdr adm maj brig
    pvt sen rep reps sens gov lt.gov atty hon pres supt insp det dep msgr amb sec asst ald
    messrs mme mlle herr vs v cf ca approx e.g i.e viz al ed eds trans
""")
# A number follows; without one it is a word that may end a sentence ("He said no.").
BEFORE_NUMBERS = _set("no nos art arts fig figs p pp vol vols ch chap para sec sect para")
MONTHS = _set("jan feb mar apr jun jul aug sep sept oct nov dec")
# They may end a sentence: it depends on the word that follows.
SOMETIMES_LAST = _set("""
    inc co corp ltd plc bros llc jr sr etc est dept univ assn ave blvd rd hwy sq a.m p.m ph.d
    esq ind ala ariz ark calif colo conn del fla ga ill kan ky la mass md mich minn miss mo mont
    neb nev okla ore pa tenn tex va vt wash wis wyo
""")
# Words that open a sentence and are no names.
OPENERS = _set("""
    A About Above According Across After Again Against All Almost Along Already Also Although
    Amid Among An And Another Any Are As Asked At Back Because Before Behind Below Between
    Beyond Both But By Can Could Critics Despite Did Do Does Down During Each Earlier Either
    Elsewhere Even Every Few Finally First Following For Four From Further Given Had Has Have He
    Her Here His How However I If In Initially Instead Is It Its Just Last Late Later Many
    Meanwhile More Moreover Most Mr Ms Much My Neither Next No None Nor Not Nothing Now Of
    Officials On Once One Only Or Other Others Our Out Outside Over People Police Recently
    Residents Separately Several She Should Since So Some Soon Still Such Ten That The Their
    Then There These They This Those Though Three Through Throughout Thus To Today Together
    Tomorrow Too Two Under Unlike Until Up Was We Were What When Where Whether Which While Who
    Why Will With Within Without Would Yesterday Yet You Your
""")
