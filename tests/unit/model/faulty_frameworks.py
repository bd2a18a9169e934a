"""One change to the shipped framework for each kind of fault, with the key and the reason that a refusal gives."""

import re

R03 = '{ fact = "review_due", is = ["yes"] }'
VICTIM = '{ fact = "victim", is = ["yes"] }'


def applies(new, old=R03):
    return (f"applies = {old}", f"applies = {new}")


DUPLICATES = [
    (('id = "poor"', 'id = "good"'), "bands.good"),
    (('id = "public"', 'id = "reoffending"'), "themes.reoffending"),
    (('id = "planning"', 'id = "assessment"'), "sections.assessment"),
    (('id = "report"\ntitle', 'id = "order"\ntitle'), "fact_groups.order"),
    (('id = "length"', 'id = "order"'), "facts.order"),
    (('id = "R02"', 'id = "R01"'), "questions.R01"),
    (('id = "not_priority"', 'id = "not_needed"'), "na_reasons.not_needed"),
    (('id = "no_plan_yet_followed"', 'id = "no_plan_yet_good"'), "contradictions.no_plan_yet_good"),
    (('id = "G02"', 'id = "G01"'), "topics.G01"),
    (('id = "reparation", label', 'id = "referral", label'), "facts.order.values.referral"),
    (('id = "not-started"', 'id = "late"'), "questions.R02.reasons.late"),
    (('id = "not-started"', 'id = "other"'), "questions.R02.reasons.other"),
]
SHAPES = [
    ((f'id = "{name}"', f'id = "{bad}"'), f"{place}.{bad}")
    for name, bad, place in (
        ("R02", "r 02", "questions"),
        ("R02", "R2", "questions"),
        ("R02", "", "questions"),
        ("order", "Order", "fact_groups"),
        ("late", "x" * 41, "questions.R02.reasons"),
        ("late", "-late", "questions.R02.reasons"),
    )
]
R01_PLACE = 'theme = "reoffending"\nsection = "assessment"\nscreen = 1\n'
REFERENCES = [
    ((R01_PLACE, R01_PLACE.replace("reoffending", "harm")), "questions.R01.theme", "unknown theme harm"),
    ((R01_PLACE, R01_PLACE.replace("assessment", "start")), "questions.R01.section", "unknown section start"),
    (('id = "G01"\ntheme = "governance"', 'id = "G01"\ntheme = "board"'), "topics.G01.theme", "unknown theme board"),
    (
        ('id = "length"\ngroup = "order"', 'id = "slot_minutes"\ngroup = "order"'),
        "facts.slot_minutes",
        "this id is taken: it is a column of every sample table",
    ),
    (
        ('id = "length"\ngroup = "order"', 'id = "length"\ngroup = "orders"'),
        "facts.length.group",
        "unknown group orders",
    ),
]
FACTS = [
    (('kind = "number"', 'kind = "choice"'), "facts.length.values", "a choice needs values, and nothing else has them"),
    (
        ('label = { en = "Order" }', 'label = { en = "Order" }\nkind = "date"'),
        "facts.order.values",
        "a choice needs values, and nothing else has them",
    ),
]
ORDERS = [
    (
        ("screen = 2\nreport = 2\n", "screen = 1\nreport = 2\n"),
        "questions.R02.screen",
        "the same place on the screen as R01",
    ),
    (
        ("screen = 2\nreport = 2\n", "screen = 2\nreport = 1\n"),
        "questions.R02.report",
        "the same place in the report as R01",
    ),
]
SCORING = [
    (
        (R01_PLACE, R01_PLACE.replace("reoffending", "governance")),
        "questions.R01.scores",
        "theme governance is not scored",
    ),
    (('answers = "fact"\nscores = false\n', 'answers = "fact"\n'), "questions.R04.scores", "a fact does not score"),
    (
        ('answers = "fact"\nscores = false\n', 'answers = "progress"\n'),
        "questions.R04.reasons",
        "a question that scores needs a reason to offer for No",
    ),
]
ONE_FORM = "a condition has exactly one of fact, answer, all, any"
FORMS = [
    (applies("{}"), "questions.R03.applies", ONE_FORM),
    (applies('{ fact = "review_due", answer = "R01", is = ["yes"] }'), "questions.R03.applies", ONE_FORM),
    (applies(f"{{ all = [{R03}], any = [{R03}] }}"), "questions.R03.applies", ONE_FORM),
    (applies('{ fact = "review_due" }'), "questions.R03.applies", "'is' goes with fact or answer"),
    (applies('{ answer = "R01" }'), "questions.R03.applies", "'is' goes with fact or answer"),
    (applies(f'{{ all = [{R03}], is = ["yes"] }}'), "questions.R03.applies", "'is' goes with fact or answer"),
    (applies("{ all = [] }"), "questions.R03.applies", "an empty list of conditions"),
    (applies("{ any = [] }"), "questions.R03.applies", "an empty list of conditions"),
    (applies(f"{{ any = [{R03}, {{ all = [] }}] }}"), "questions.R03.applies", "an empty list of conditions"),
    (applies(f"{{ all = [{R03}, {{}}] }}"), "questions.R03.applies", ONE_FORM),
]
LEAVES = [
    (applies('{ fact = "review", is = ["yes"] }'), "questions.R03.applies", "unknown fact review"),
    (
        applies('{ fact = "review_due", is = ["yes", "soon"] }'),
        "questions.R03.applies",
        "unknown value soon of fact review_due",
    ),
    (applies('{ fact = "length", is = ["12"] }'), "questions.R03.applies", "unknown value 12 of fact length"),
    (applies('{ fact = "review_due", is = [] }'), "questions.R03.applies", "no value to compare with"),
    (applies('{ answer = "R01", is = [] }'), "questions.R03.applies", "no value to compare with"),
    (applies('{ answer = "Z99", is = ["yes"] }'), "questions.R03.applies", "unknown question Z99"),
    (applies('{ answer = "R01", is = ["Yes"] }'), "questions.R03.applies", "unknown answer Yes"),
    (
        applies(f'{{ all = [{R03}, {{ any = [{{ fact = "x", is = ["yes"] }}] }}] }}'),
        "questions.R03.applies",
        "unknown fact x",
    ),
    (
        applies('{ answer = "S20", is = ["no"] }'),
        "questions.R03.applies",
        "looks forward: S20 comes later on the screen",
    ),
    (
        applies('{ answer = "R03", is = ["no"] }'),
        "questions.R03.applies",
        "a condition that loops: R03 waits for itself",
    ),
    (
        ('otherwise = { en = "no review was due" }\n', ""),
        "questions.R03.otherwise",
        "a missing text: why the question does not apply",
    ),
]
BAND_FAULTS = [
    (("floor = 80", "floor = 101"), "bands.good", "its floor 101 lies above its ceiling 100"),
    (("floor = 0\n", "floor = -5\n"), "bands.poor", "its floor -5 lies below 0"),
    (("floor = 80", "floor = 78"), "bands.good", "bands overlap: 78 to 79 belongs to two"),
    (
        ("floor = 65\nceiling = 79", "floor = 10\nceiling = 20"),
        "bands.satisfactory",
        "bands overlap: 10 to 20 belongs to two",
    ),
    (("floor = 80", "floor = 82"), "bands.good", "bands leave a gap: 80 to 81 belongs to none"),
    (("floor = 0\n", "floor = 1\n"), "bands.poor", "bands leave a gap: 0 to 0 belongs to none"),
    (("ceiling = 100", "ceiling = 99"), "bands", "bands end at 99 and not at 100"),
    (("ceiling = 100", "ceiling = 120"), "bands", "bands end at 120 and not at 100"),
]
R01_GOOD = re.compile(r'good = \{ en = \["It explains.*?\n')
TEXTS = [
    (('languages = ["en"]', "languages = []"), "languages", "English is always there"),
    (('languages = ["en"]', 'languages = ["cy"]'), "languages", "English is always there"),
    (('languages = ["en"]', 'languages = ["en", "cy"]'), "title.cy", "a missing text"),
    (('title = { en = "Assessment" }', 'title = { en = "" }'), "sections.assessment.title.en", "a missing text"),
    (('label = { en = "Late" }', 'label = { en = " \\t" }'), "questions.R02.reasons.late.label.en", "a missing text"),
    (
        ('otherwise = { en = "no review was due" }', 'otherwise = { en = "" }'),
        "questions.R03.otherwise.en",
        "a missing text",
    ),
    (
        ('good = { en = ["It explains', 'good = { en = ["", "It explains'),
        "questions.R01.guidance.good.en",
        "a missing text",
    ),
    (('words = { en = "all" }', 'words = { en = "" }'), "share_words.0.words.en", "a missing text"),
]
SHARES = [
    (("at_most = 68.5", "at_most = 64"), "share_words.two-thirds", "it starts at 65 and ends at 64"),
    (("below = 66.7", "below = 61.9"), "share_words.just under two-thirds", "it starts at 62 and ends at 61.9"),
    (("at_most = 0\n", "at_most = -1\n"), "share_words.none", "an edge is a percentage from 0 to 100"),
    (("at_most = 0\n", "above = 100.1\n"), "share_words.none", "an edge is a percentage from 0 to 100"),
    (("at_most = 0\n", "at_most = nan\n"), "share_words.none", "an edge is a percentage from 0 to 100"),
    (("at_most = 0\n", "below = inf\n"), "share_words.none", "an edge is a percentage from 0 to 100"),
]
KEYS = [
    (('version = "1"', 'version = "1"\ncolour = "red"'), "whole file", "unknown key: colour"),
    (('version = "1"', 'version = "1"\nsha256 = "ab"'), "whole file", "unknown key: sha256"),
    (("chart = true", 'chart = true\ncolour = "red"'), "questions.R01", "unknown key: colour"),
    (('kind = "number"', 'kind = "number"\nunit = "month"'), "facts.length", "unknown key: unit"),
    (("[questions.guidance]", '[questions.guidance]\nhint = "x"'), "questions.R01.guidance", "unknown key: hint"),
    (
        ('label = { en = "Late" }', 'label = { en = "Late", fr = "Tard" }'),
        "questions.R02.reasons.late.label",
        "unknown key: fr",
    ),
    (applies('{ fact = "review_due", not = ["yes"] }'), "questions.R03.applies", "unknown key: not"),
    (('version = "1"\n', ""), "whole file", "a missing key: version"),
    (('id = "R02"\n', ""), "questions.1", "a missing key: id"),
    (('short = { en = "First assessment on time" }\n', ""), "questions.R02", "a missing text: short"),
    (('label = { en = "Late" }', "label = { }"), "questions.R02.reasons.late.label", "a missing text: en"),
    (("[questions.guidance]\n", "[questions.guidances]\n"), "questions.R01", "unknown key: guidances"),
]
TYPES = [
    (('version = "1"', "version = 1"), "version", "expected text, got a whole number"),
    (("floor = 80", "floor = 79.5"), "bands.good.floor", "expected a whole number, got a decimal number"),
    (("screen = 2\n", "screen = 2014-06-01\n"), "questions.R02.screen", "expected a whole number, got a date"),
    (("chart = true", 'chart = "yes"'), "questions.R01.chart", "expected true or false, got text"),
    (('label = { en = "Late" }', 'label = "Late"'), "questions.R02.reasons.late.label", "expected a table, got text"),
    (applies('{ fact = "review_due", is = "yes" }'), "questions.R03.applies.is", "expected a list, got text"),
    (('languages = ["en"]', 'languages = ["en", 2]'), "languages.1", "expected text, got a whole number"),
    (('languages = ["en"]', 'languages = ["en", "fr"]'), "languages.1", "unknown word 'fr'"),
    (('rounding = "whole-half-up"', 'rounding = "half-even"'), "rounding", "unknown word 'half-even'"),
    (('pooling = "pooled"', 'pooling = "mean_of_cases"'), "pooling", "unknown word 'mean_of_cases'"),
    (('answers = "sufficiency"', 'answers = "scale"'), "questions.R01.answers", "unknown word 'scale'"),
    (("at_least = 100\n", 'at_least = "100"\n'), "share_words.0.at_least", "expected a decimal number, got text"),
]
ASKED = (
    '"There is no plan or contract on the record (R14), yet planning at the start was good enough (R15). '
    'What was judged?"'
)
NO_PLAN = '{ all = [{ answer = "R14", is = ["no"] }, { answer = "R15", is = ["yes"] }] }'
CONTRADICTIONS = [
    ((NO_PLAN, new), "contradictions.no_plan_yet_good.when", reason)
    for new, reason in (
        (NO_PLAN.replace("R14", "R99"), "unknown question R99"),
        (NO_PLAN.replace('"no"', '"maybe"'), "unknown answer maybe"),
        (NO_PLAN.replace('answer = "R14"', 'fact = "plan"'), "unknown fact plan"),
        ('{ answer = "R14", is = ["no"] }', "a contradiction looks at two facts or answers at least"),
        (NO_PLAN.replace("R15", "R14"), "a contradiction looks at two facts or answers at least"),
        (
            NO_PLAN.replace("all", "any", 1).replace("[{", "[{ }, {"),
            "a condition has exactly one of fact, answer, all, any",
        ),
        ("{ all = [] }", "an empty list of conditions"),
        (NO_PLAN.replace(', is = ["no"]', ""), "'is' goes with fact or answer"),
    )
] + [
    (
        ('ask = { en = "There is no plan', 'asks = { en = "There is no plan'),
        "contradictions.no_plan_yet_good",
        "unknown key: asks",
    ),
    ((f"ask = {{ en = {ASKED} }}", 'ask = { en = " " }'), "contradictions.no_plan_yet_good.ask.en", "a missing text"),
]
