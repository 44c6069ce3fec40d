"""The words that tell a place from a person or a group: types of places and bodies, titles, directions, prepositions."""

from __future__ import annotations

LOCATIVE = frozenset(
    ["in", "at", "near", "from", "to", "into", "toward", "towards", "around", "outside", "across", "inside", "throughout", "between", "within", "via", "off", "through", "along", "over", "onto", "beyond", "above", "below", "behind", "opposite", "past", "surrounding", "neighbouring", "neighboring", "nearby", "amid", "amidst", "upon", "en", "of", "on"]
)
WEAK_LOCATIVE = frozenset(["of", "on", "over", "above", "from", "to", "by"])
"""Prepositions that govern persons and groups nearly as often as places."""

AREA_TYPES = frozenset(
    ["province", "governorate", "state", "county", "region", "oblast", "raion", "prefecture", "parish", "canton", "department", "district", "subdistrict", "sub-district", "municipality", "borough", "emirate", "territory", "commune", "division", "voivodeship", "krai", "republic", "kingdom", "kray", "okrug", "muhafazah", "countryside", "township", "shire"]
)
SETTLEMENT_TYPES = frozenset(
    ["city", "town", "village", "hamlet", "settlement", "township", "suburb", "neighbourhood", "neighborhood", "quarter", "district", "municipality", "capital", "community", "locality", "port", "enclave", "pocket", "area", "stronghold", "bastion", "suburbs", "outskirts", "hometown"]
)
FEATURE_TYPES = frozenset(
    ["river", "rivers", "lake", "sea", "ocean", "gulf", "bay", "strait", "canal", "creek", "island", "islands", "peninsula", "mountain", "mountains", "mount", "hill", "hills", "valley", "desert", "plain", "plains", "plateau", "forest", "airport", "airbase", "airfield", "base", "dam", "camp", "crossing", "checkpoint", "bridge", "port", "harbour", "harbor", "road", "highway", "street", "boulevard", "avenue", "drive", "lane", "prison", "refinery", "oilfield", "field", "fields", "square", "park", "beach", "coast", "cape", "falls", "springs", "junction", "station", "tunnel", "pass", "corridor", "basin", "range", "heights", "front", "countryside", "border", "garrison", "barracks", "citadel", "castle", "mine", "plant", "mall", "stadium", "cemetery", "campus", "reservoir"]
)
PLACE_TYPES = AREA_TYPES | SETTLEMENT_TYPES | FEATURE_TYPES
HEAD_TYPES = frozenset(["mount", "lake", "fort", "camp", "cape", "river", "port", "gulf", "bay", "mt", "jebel", "jabal", "tel", "tell", "tal", "wadi", "dayr", "deir", "khan", "isle", "loch", "rio", "san", "santa", "saint", "kafr", "kfar", "ras", "ain", "ayn"])
"""Words that begin names of places: "Mount Sinjar", "Camp Hurriya", "Wadi Barada", "Tel Tamer"."""
PREFIXED_TYPES = PLACE_TYPES | frozenset(["islands", "republic", "outskirts", "centre", "center", "edges", "edge", "heart", "vicinity", "surroundings", "rest", "most", "parts", "part", "areas", "north", "south", "east", "west"])
"""Nouns that stand before "of X" and make X a place."""

BODY_WORDS = frozenset(
    ["university", "college", "school", "hospital", "police", "department", "sheriff", "court", "council", "commission", "committee", "agency", "ministry", "office", "institute", "bank", "company", "corp", "inc", "ltd", "llc", "association", "federation", "union", "league", "party", "army", "forces", "force", "brigade", "brigades", "division", "battalion", "front", "movement", "group", "times", "post", "news", "tribune", "herald", "journal", "gazette", "daily", "fc", "club", "team", "museum", "church", "mosque", "clinic", "centre", "center", "authority", "board", "bureau", "foundation", "fund", "service", "services", "society", "press", "radio", "tv", "television", "airlines", "airways", "conference", "congress", "parliament", "senate", "assembly", "embassy", "academy", "tech", "laboratory", "laboratories", "alliance", "coalition", "guard", "guards", "command", "corps", "regiment", "dispatch", "globe", "observer", "chronicle", "register", "sentinel", "star", "sun", "mirror", "telegraph", "examiner", "courier", "inquirer", "advertiser", "magazine", "review"]
)
OUTLET_WORDS = frozenset(
    ["times", "post", "news", "tribune", "herald", "journal", "gazette", "daily", "dispatch", "globe", "observer", "chronicle", "register", "sentinel", "star", "sun", "mirror", "telegraph", "examiner", "courier", "inquirer", "advertiser", "magazine", "review", "today"]
)
TITLES = frozenset(
    ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord", "lady", "dame", "president", "prime", "minister", "chancellor", "king", "queen", "prince", "princess", "senator", "sen", "representative", "rep", "congressman", "congresswoman", "governor", "gov", "mayor", "judge", "justice", "general", "gen", "colonel", "col", "lieutenant", "lt", "captain", "capt", "capt.", "major", "maj", "sergeant", "sgt", "corporal", "private", "officer", "detective", "sheriff", "deputy", "chief", "commander", "admiral", "brigadier", "marshal", "secretary", "ambassador", "spokesman", "spokeswoman", "spokesperson", "chairman", "chairwoman", "director", "coach", "pastor", "rev", "reverend", "father", "bishop", "archbishop", "pope", "cardinal", "sheikh", "sheik", "ayatollah", "imam", "mullah", "emir", "abu", "umm", "attorney", "councilman", "councilwoman", "superintendent", "principal", "trooper"]
)
SPEECH = frozenset(["say", "tell", "add", "note", "explain", "state", "ask", "think", "believe", "want", "know", "feel", "write", "argue", "insist", "recall", "reply", "joke", "laugh", "smile"])
DIRECTIONS = {
    "north": 0.0, "north-northeast": 22.5, "northeast": 45.0, "north-east": 45.0, "east-northeast": 67.5, "east": 90.0, "east-southeast": 112.5, "southeast": 135.0,
    "south-east": 135.0, "south-southeast": 157.5, "south": 180.0, "south-southwest": 202.5, "southwest": 225.0, "south-west": 225.0, "west-southwest": 247.5,
    "west": 270.0, "west-northwest": 292.5, "northwest": 315.0, "north-west": 315.0, "north-northwest": 337.5,
}  # fmt: skip
"""Bearing in degrees clockwise from north."""
PARTS = {f"{word}ern": word for word in DIRECTIONS} | {word: word for word in DIRECTIONS} | {"central": "central", "upper": "upper", "lower": "lower", "greater": "greater"}
CALENDAR = frozenset(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "easter", "christmas", "ramadan"]
)
GIVEN_NAMES = frozenset(
    ["james", "john", "robert", "michael", "william", "david", "richard", "joseph", "thomas", "charles", "christopher", "daniel", "matthew", "anthony", "mark", "donald", "steven", "paul", "andrew", "joshua", "kenneth", "kevin", "brian", "george", "edward", "ronald", "timothy", "jason", "jeffrey", "ryan", "jacob", "gary", "nicholas", "eric", "jonathan", "stephen", "larry", "justin", "scott", "brandon", "benjamin", "samuel", "gregory", "frank", "alexander", "raymond", "patrick", "jack", "dennis", "jerry", "tyler", "aaron", "jose", "adam", "henry", "nathan", "douglas", "zachary", "peter", "kyle", "walter", "ethan", "jeremy", "harold", "keith", "christian", "roger", "noah", "gerald", "carl", "terry", "sean", "arthur", "lawrence", "jesse", "dylan", "bryan", "joe", "billy", "bruce", "albert", "willie", "gabriel", "logan", "alan", "juan", "wayne", "roy", "ralph", "randy", "eugene", "vincent", "russell", "louis", "philip", "bobby", "johnny", "bradley", "tony", "bill", "bob", "jim", "tom", "dan", "mike", "steve", "dave", "rick", "ron", "ken", "greg", "tim", "jeff", "matt", "chris", "nick", "ben", "sam", "alex", "fred", "ted", "ed", "ray", "don", "doug", "larry", "todd", "chad", "craig", "derek", "mary", "patricia", "jennifer", "linda", "elizabeth", "barbara", "susan", "jessica", "sarah", "karen", "lisa", "nancy", "betty", "margaret", "sandra", "ashley", "kimberly", "emily", "donna", "michelle", "carol", "amanda", "dorothy", "melissa", "deborah", "stephanie", "rebecca", "sharon", "laura", "cynthia", "kathleen", "amy", "angela", "shirley", "anna", "brenda", "pamela", "emma", "nicole", "helen", "samantha", "katherine", "christine", "debra", "rachel", "carolyn", "janet", "catherine", "maria", "heather", "diane", "ruth", "julie", "olivia", "joyce", "virginia", "victoria", "kelly", "lauren", "christina", "joan", "evelyn", "judith", "megan", "andrea", "cheryl", "hannah", "jacqueline", "martha", "gloria", "teresa", "ann", "sara", "madison", "frances", "kathryn", "janice", "jean", "abigail", "alice", "julia", "judy", "sophia", "grace", "denise", "amber", "doris", "marilyn", "danielle", "beverly", "isabella", "theresa", "diana", "natalie", "brittany", "charlotte", "marie", "kayla", "alexis", "lori", "hillary", "barack", "vladimir", "ali", "ahmed", "ahmad", "mohammed", "muhammad", "mohamed", "mohammad", "hassan", "hussein", "hossein", "ibrahim", "mahmoud", "mustafa", "omar", "khalid", "khaled", "abdullah", "abdul", "yusuf", "youssef", "bashar", "saddam", "moammar", "muammar", "hamid", "karim", "said", "saeed", "salah", "tariq", "walid", "samir", "nasser", "jamal", "faisal", "sergei", "dmitry", "ivan", "mikhail", "oleg", "igor", "nikolai", "alexei", "andrei", "boris", "yuri", "volodymyr", "viktor", "petro", "oleksandr", "benjamin", "avigdor", "ehud", "ariel", "shimon", "tzipi", "nicolas", "angela", "gordon", "tony", "margaret", "silvio", "jean-claude", "jacques", "francois", "pierre", "hugo", "luis", "carlos", "jorge", "pedro", "pablo", "miguel", "diego", "fernando", "manuel", "antonio", "francisco", "javier", "raul", "rafael", "roberto", "hans", "klaus", "jürgen", "heinrich", "wolfgang", "giovanni", "marco", "luca", "kim", "lee", "chen", "wang", "zhang", "li", "liu", "park", "nguyen", "goodluck", "jacob", "robert", "julius", "nelson", "desmond", "kofi", "ban", "hu", "wen", "jiang"]
)
STATES_SHORT = frozenset(
    ["ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "kans", "ky", "la", "md", "mass", "mich", "minn", "miss", "mo", "mont", "neb", "nebr", "nev", "okla", "ore", "pa", "tenn", "tex", "vt", "va", "wash", "wis", "wyo"]
)
"""Abbreviations of states that are words or names too: only counted with their full stop, after a comma or upper case."""
