"""The English table. It serves editions in English, among them machine translations from Russian.

Their fixed wrong words ("previously" for *not later than*, "one" for the note number 1) are listed like any other word.
"""

# ruff: noqa: SIM905 - tables of words read best as lines of words

from __future__ import annotations

from kg.sources.page.tables import PageLanguage
from kg.sources.page.tables import words as _list

_MONTHS = "january february march april may june july august september october november december".split()

ENGLISH = PageLanguage(
    tag="en",
    told=True,
    common_words=frozenset(
        "the of and to that is was for with by not are which be have this from they been were his".split()
    ),
    months={
        **{name: number for number, name in enumerate(_MONTHS, start=1)},
        **{name[:3]: number for number, name in enumerate(_MONTHS, start=1)},
        "sept": 9,
    },
    parts_of_month={
        "early": (1, 10),
        "beginning of": (1, 10),
        "the beginning of": (1, 10),
        "first days of": (1, 10),
        "the first days of": (1, 10),
        "last days of": (21, 31),
        "the last days of": (21, 31),
        "first half of": (1, 15),
        "the first half of": (1, 15),
        "mid": (11, 20),
        "mid-": (11, 20),
        "middle of": (11, 20),
        "the middle of": (11, 20),
        "second half of": (16, 31),
        "the second half of": (16, 31),
        "late": (21, 31),
        "end of": (21, 31),
        "the end of": (21, 31),
    },
    not_after=("previously", "not later than", "no later than", "before", "earlier than", "until"),
    not_before=("later", "not earlier than", "no earlier than", "not before", "after", "later than", "since"),
    about=("about", "around", "circa", "c.", "ca."),
    date_roles={
        "sent": "sent",
        "sent on": "sent",
        "dispatched": "sent",
        "received": "received",
        "received on": "received",
    },
    number_words={
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
    },
    forms={
        "statement": "statement",
        "telegram": "telegram",
        "cipher telegram": "telegram",
        "ciphered telegram": "telegram",
        "coded telegram": "telegram",
        "encrypted telegram": "telegram",
        "radio telegram": "telegram",
        "letter": "letter",
        "postcard": "postcard",
        "note": "note",
        "note by wire": "note-by-wire",
        "note by direct wire": "note-by-wire",
        "conversation by direct wire": "note-by-wire",
        "resolution": "resolution",
        "report": "report",
        "memorandum": "memorandum",
        "order": "order",
        "telephone message": "telephone-message",
        "telephonogram": "telephone-message",
        "appeal": "appeal",
    },
    compiler_words=("compiled by", "compilers", "edited by", "editors", "prepared by"),
    number_titles=("no.", "no", "№", "nr.", "document", "document no."),
    closings=_list(
        "with communist greetings, with communist greeting, with comradely greetings, with comradely greeting, "
        "with greetings, greetings, with regards, yours, yours sincerely, sincerely, your, signed"
    ),
    behalf_words=("for the", "on behalf of the", "on behalf of", "for and on behalf of the", "by order of the"),
    address_words=("in the", "to the", "to", "to comrade", "to comrades", "in"),
    notes_titles=("notes", "note", "footnotes", "comments", "editors' notes"),
    sender_words=("from", "of", "by"),
    recipient_words=("to", "for"),
    conjunctions=("and",),
    body_heads=tuple(
        (
            "Politburo Orgburo Bureau Committee Council Soviet Headquarters Front Army Commissariat "
            "Commission Secretariat Presidium Congress Union Party Government Cheka Comintern "
            "Department Corps Division Brigade Staff Sovnarkom Directorate Institute Academy Ministry "
            "Conference Plenum Board Collegium Tribunal Administration Office Society League Assembly "
            "Duma Revvoensoviet Revvoensovet Fleet Flotilla Group International Section"
        ).split()
    ),
    foreign_body_heads=tuple(
        (
            "комиссия комитет совет бюро президиум съезд фронт армия штаб комиссариат наркомат секретариат "
            "управление отдел редакция реввоенсовет политбюро оргбюро правительство коллегия конференция "
            "комитету комиссии совету бюро президиуму съезду штабу комиссариату секретариату редакции"
        ).split()
    ),
    people=_list(
        "editors, members, workers, comrades, delegates, participants, inhabitants, citizens, peasants, soldiers, "
        "sailors, students, officers, employees, readers"
    ),
    lower_body_heads=_list("front, fronts, army, armies, corps, division, divisions, headquarters, government"),
    bare_bodies=("headquarters", "government"),
    body_modifiers=tuple(
        (
            "northern southern eastern western north-eastern northeastern north-western northwestern "
            "south-eastern southeastern south-western southwestern central cavalry infantry rifle "
            "soviet main field"
        ).split()
    ),
    group_heads=_list(
        "cavalry, infantry, artillery, regiments, detachments, armies, troops, forces, guards, bands, units, partisans"
    ),
    ranks=("Deputy", "Acting", "Assistant", "First Deputy", "Vice", "Former", "Temporary"),
    offices=_list(
        "Commander-in-Chief, Supreme Commander, Commander, Commandant, Chairman, Chairwoman, General Secretary, "
        "Executive Secretary, Secretary, People's Commissar, Commissar, Chief of Staff, Chief, Head, President, "
        "Director, Plenipotentiary, Ambassador, Representative, Editor, Manager, Inspector, Member"
    ),
    office_prefixes=_list(
        "Komand, Komarm, Komdiv, Komf, Komkor, Kompolk, Komsev, Komvos, Komyu, Komz, Kombrig, Nach, Glavk, Pred, "
        "Narkom, Zamnark, Nark"
    ),
    honorifics=("comrade", "comrades", "comrade.", "comr.", "tov.", "t.", "citizen", "mr.", "mrs."),
    patronymic_endings=("ich", "ovna", "evna", "ichna"),
    possessives=("People", "Workers", "Peasants", "Soldiers", "Women", "Children", "Men", "Sailors", "Today"),
    place_words=_list(
        "near, capture, captured, capturing, take, occupy, occupied, hold, holding, held, defend, defending, "
        "retention of, seizure of, seize, surrender of, loss of, liberation of, siege of, crossing at, crossings "
        "at, bridge at, port of, ports of, work in, work at, arrived in, arrived at, return to, go forward to, "
        "movement to, movement on, movement towards, advance to, advance on, advance towards, march on, retreat "
        "to, retreat from, move to, defence of, capture of, fall of, city of, town of, region of, station, at the "
        "approaches to, towards"
    ),
    function_words=tuple(
        (
            "The A An In On At By To From For With Of And Or But If As It He She They We I You This "
            "That These Those There Here When While After Before Since Until During Our Your His Her "
            "Its Their My No Not All Some Any Each Such What Which Who How Why See Also Having Being "
            "Both Either Neither Members Member Comrade Comrades Under Over Between Through Only Then "
            "Thus However Please Dear"
        ).split()
    ),
    adjectives=tuple(
        (
            "Red White Russian German French English British American Polish Ukrainian Soviet Bolshevik "
            "Bolsheviks Menshevik Mensheviks Republic Notes Note Telegram Letter Resolution Monday "
            "Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June "
            "July August September October November December History War Civil World Revolution"
        ).split()
    ),
    techniques={
        "typewritten": "typewritten",
        "typescript": "typewritten",
        "typed": "typewritten",
        "handwritten": "handwritten",
        "autograph": "autograph",
        "printed": "printed",
        "hectograph": "hectographed",
        "telegraph form": "telegraph-form",
        "telegraph tape": "telegraph-tape",
    },
    states={
        "uncertified copy": "copy",
        "certified copy": "copy",
        "copy": "copy",
        "draft": "draft",
        "original": "original",
    },
    printed_words=("published", "first published", "printed", "reprinted", "see", "published according to"),
    instructing=_list(
        "instruct, entrust, direct, oblige, order, charge, commission, authorize, authorise, empower, invite, "
        "request, ask, offer, propose to, propose, suggest to, suggest, recommend to, require, command, demand "
        "of, demand from, demand, entrust to"
    ),
    informing=_list(
        "inform, notify, advise, tell, warn, make it known to, make this known to, bring to the notice of, bring "
        "this to the notice of, bring it to the notice of, bring to the attention of, bring this to the attention "
        "of, bring it to the attention of, bring to the knowledge of, bring this to the knowledge of"
    ),
    other_directing=_list(
        "appoint, approve, send, transfer, recall, withdraw, dismiss, remove, reject, accept, confirm, recognize, "
        "consider, postpone, publish, allocate, release, leave, adopt, take, give, convene, create, form, "
        "establish, dispatch, agree, replace"
    ),
    conveying=_list(
        "send to, send, convey to, convey, transmit to, pass to, pass on to, hand over to, hand over, transmit, "
        "report to, communicate to, deliver to, forward to, inform, notify, give, talk to, speak to, write to, "
        "telegraph to, telegraph, explain to"
    ),
    talking=("talk", "talk over", "speak", "discuss", "confer", "negotiate", "consult", "have a talk", "meet", "agree"),
    removing=("recall", "withdraw", "remove", "dismiss", "release", "evacuate"),
    resolving=_list("resolution, resolved, decided, decision, decree, decreed, decree stated, ruled, ruling"),
    operations=_list(
        "offensive, counter-offensive, counteroffensive, advance, attack, operation, assault, raid, battle, "
        "campaign, siege, uprising"
    ),
    happenings=_list(
        "withdrawal, retreat, failure, defeat, onslaught, capture, loss, surrender, evacuation, rout, flight, "
        "desertion, death, arrest"
    ),
    beginnings=("went over to", "began", "begun", "started", "launched", "was launched", "opened"),
    endings=("ended", "was completed", "finished", "came to an end"),
    suspensions=_list(
        "suspended, had to be suspended, was suspended, was halted, was stopped, were suspended, was interrupted, "
        "was broken off"
    ),
    holding=("was held by", "is held by", "was occupied by", "was filled by"),
    meant=_list(
        "i.e., i. e., that is, meaning, this is, this refers to, refers to, reference to, the reference is to, we "
        "are talking about, is meant, are meant"
    ),
    pressing=("blows", "pressure", "attack", "attacks", "onslaught", "assault", "threat", "fire"),
    sending=("sent", "dispatched", "telegraphed", "forwarded", "addressed"),
    receiving=("received", "arrived"),
    writing=("dated", "written", "of"),
    telling=_list(
        "addressed, appealed, announced, communicated, complained, objected, proposed, protested, replied, "
        "reported, suggested, wrote"
    ),
    own_words=("senders", "sender", "signatories", "undersigned", "writers", "writer", "authors"),
    ways_out=("ways out", "ways", "possibilities", "solutions", "alternatives", "courses", "measures", "proposals"),
    needs=("need", "necessity", "necessary"),
    titles=_list(
        "Dr., Prof., Professor, Sir, Lord, Lady, Mr., Mrs., Miss, Count, Countess, Baron, Baroness, King, Queen, "
        "Emperor, Duke, Duchess, Earl, Bishop, Archbishop, Cardinal, Prince, Princess, Rev., Mr, Mrs"
    ),
    articles=("the",),
    alternatives=("or",),
    behalf_marks=_list("p.p., p. p., pp., per pro., for and on behalf of, for"),
    unknown_words=_list(
        "unknown, unknown sender, unknown recipient, unknown person, anonymous, unidentified, n. n., n.n."
    ),
    subject_bodies=_list("Ministry, Department, Faculty, Institute, Society, Board, Academy, Office"),
    collection_words=_list("letters, correspondence, papers, writings, works"),
    institution_words=_list(
        "library, archive, archives, museum, university, college, institute, record office, historical society, "
        "special collections, manuscript collection, national trust, foundation"
    ),
    copy_words=_list(
        "autograph, typescript, typewritten, typed, handwritten, manuscript, copy, carbon, draft, postcard, "
        "letter, telegram, card, visiting, picture, envelope, printed, photocopy, facsimile, original, signed, "
        "unsigned, fragment, dated, addressed, stamp, stamped, postmark, watermark, paper, written, hectograph, "
        "telegraph, signature, signatures, certified, uncertified, enclosure, enclosed, incomplete, endorsed, "
        "annotated, minute, note, with"
    ),
    extent_words=_list("leaf, leaves, sheet, sheets, folio, folios, page, pages, pp, ff, p, side, sides, cards"),
    mark_words=_list(
        "ms, mss, cod, box, folder, file, vol, volume, item, no, nos, f, ff, fol, fols, fo, p, pp, add, series, acc, "
        "reel, bundle, piece, record, rg, entry, container, reference, ref"
    ),
    mark_titles=_list(
        "source, archive, location, repository, shelf mark, shelfmark, call number, provenance, original"
    ),
    day_words=_list("the, on, on the"),
    weekdays=_list("monday, tuesday, wednesday, thursday, friday, saturday, sunday"),
    ordinals=_list("st, nd, rd, th"),
    genitives=("of", "day of", "day"),
    year_words=("g.", "g", "ad"),
    between=("between",),
    range_words=_list("to, till, until, through, and"),
    seasons={"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24},
)
