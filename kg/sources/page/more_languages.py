"""Short tables: what a page's layout prints in Italian, Spanish, Dutch, Polish and Latin; names by their form only."""

# ruff: noqa: SIM905 - tables of words read best as lines of words

from __future__ import annotations

from kg.sources.page.tables import PageLanguage, month_table, parts_table, table
from kg.sources.page.tables import words as _list

ITALIAN = PageLanguage(
    tag="it",
    common_words=frozenset("che di della non per sono è gli nel alla più come mi questo dei ho del".split()),
    months=month_table(
        "gennaio genn gen, febbraio febbr, marzo, aprile apr, maggio magg, giugno giu, luglio lug, agosto, "
        "settembre sett, ottobre ott, novembre nov, dicembre dic"
    ),
    parts_of_month=parts_table(
        early="inizio, inizi di, inizio di, principio di, primi di",
        middle="metà, metà di, metà del",
        late="fine, fine di, ultimi di",
        first_half="prima metà di",
        second_half="seconda metà di",
    ),
    not_after=_list("prima del, prima di, anteriore al, non oltre il, entro il"),
    not_before=_list("dopo il, dopo, posteriore al, non prima del"),
    about=_list("circa, verso il, verso, intorno al, ca."),
    date_roles={"inviata il": "sent", "ricevuta il": "received"},
    forms=table("letter: lettera; postcard: cartolina, cartolina postale; telegram: telegramma; note: biglietto, nota"),
    notes_titles=_list("note, nota, annotazioni, commento"),
    compiler_words=_list("a cura di,"),
    number_titles=_list("n., num., lettera n., lettera, documento n."),
    closings=_list("suo, sua, tuo, tua, vostro, vostra, il suo, il tuo, suo devotissimo, tuo affezionatissimo, aff.mo"),
    address_words=_list("a, al, alla, ai, al signor, alla signora, all'"),
    sender_words=_list("di, da, del, della, dal, dalla"),
    recipient_words=_list("a, al, alla, ad, ai, all'"),
    conjunctions=_list("e, ed"),
    body_heads=_list(
        "Ministero, Accademia, Comitato, Commissione, Consiglio, Senato, Società, Università, Istituto, Governo, "
        "Partito, Redazione, Repubblica, Camera, Comune"
    ),
    subject_bodies=_list("Ministero, Accademia, Società, Istituto"),
    function_words=_list(
        "Il, Lo, La, Gli, Le, Un, Una, E, Ma, Se, Non, Io, Tu, Caro, Cara, Con, Per, In, Di, Da, Ho, Sono"
    ),
    adjectives=_list("Lunedì, Martedì, Mercoledì, Giovedì, Venerdì, Sabato, Domenica, Lettera, Note"),
    techniques={
        "autografa": "autograph",
        "autografo": "autograph",
        "dattiloscritta": "typewritten",
        "manoscritta": "handwritten",
    }
    | {"dattiloscritto": "typewritten", "manoscritto": "handwritten"},
    states={"copia": "copy", "minuta": "draft", "originale": "original"},
    printed_words=_list("pubblicata, edita, stampa"),
    particles=_list("di, de, da, del, della, dei, degli, dal, d', dell', dall', dello"),
    titles=_list("Conte, Contessa, Duca, Duchessa, Marchese, Don, Signor, Signora, Sig., Padre, Fra, Suor, Dott."),
    articles=_list("il, lo, la, gli, i, le, l'"),
    unknown_words=_list("ignoto, sconosciuto, anonimo, destinatario ignoto"),
    long_initials=_list("Gio, Giu, Gius, Ant, Ch"),
    collection_words=_list("lettere, carteggio, carteggi, corrispondenza, epistolario, opere"),
    institution_words=_list("archivio, biblioteca, museo, istituto, università, accademia, fondazione"),
    copy_words=_list(
        "lettera, autograf*, copia, minuta, original*, manoscritt*, dattiloscritt*, cartolina, telegramma, busta"
    ),
    extent_words=_list("carta, carte, foglio, fogli, pagina, pagine, cc, ff"),
    mark_words=_list("ms, mss, busta, b, fasc, fascicolo, c, cc, f, ff, vol, cod, filza, serie, inv, n, carte, cart"),
    mark_titles=_list("fonte, collocazione, segnatura, originale"),
    day_words=_list("il, lì, li, addì, di"),
    weekdays=_list("lunedì, martedì, mercoledì, giovedì, venerdì, sabato, domenica"),
    ordinals=_list("º, °, mo"),
    genitives=_list("di, del"),
    between=_list("tra il, fra il, dal"),
    range_words=_list("e il, al"),
    seasons={"primavera": 21, "estate": 22, "autunno": 23, "inverno": 24},
)

SPANISH = PageLanguage(
    tag="es",
    common_words=frozenset("el los las y con por su lo más pero está muy como para esta ser fue".split()),
    months=month_table(
        "enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre setiembre, octubre, noviembre, diciembre"
    ),
    parts_of_month=parts_table(
        early="principios de, comienzos de, inicios de",
        middle="mediados de",
        late="fines de, finales de",
        first_half="primera quincena de, primera mitad de",
        second_half="segunda quincena de, segunda mitad de",
    ),
    not_after=_list("antes del, antes de, a más tardar el, anterior al"),
    not_before=_list("después del, después de, posterior al, no antes del"),
    about=_list("hacia el, hacia, alrededor del, ca., circa"),
    forms=table("letter: carta; postcard: tarjeta postal, tarjeta; telegram: telegrama; note: nota, billete"),
    notes_titles=_list("notas, nota, anotaciones"),
    compiler_words=_list("edición de, editado por, compilado por"),
    number_titles=_list("núm., n.º, nº, carta n.º, carta núm., carta, documento"),
    closings=_list("suyo, suya, tuyo, su amigo, tu amigo, su afectísimo, atentamente, firmado"),
    address_words=_list("al señor, a la señora, a don, a doña, al, a la, a"),
    sender_words=_list("de, del, de la"),
    recipient_words=_list("a, al, a la"),
    conjunctions=_list("y,"),
    body_heads=_list(
        "Ministerio, Academia, Comité, Comisión, Consejo, Senado, Sociedad, Universidad, Instituto, Gobierno, Partido"
    ),
    subject_bodies=_list("Ministerio, Academia, Sociedad, Instituto"),
    function_words=_list(
        "El, La, Los, Las, Un, Una, Y, Pero, Si, No, Yo, Tú, Mi, Su, Querido, Querida, Con, Por, En, De"
    ),
    adjectives=_list("Lunes, Martes, Miércoles, Jueves, Viernes, Sábado, Domingo, Carta, Notas"),
    techniques={"autógrafa": "autograph", "mecanografiada": "typewritten", "manuscrita": "handwritten"},
    states={"copia": "copy", "borrador": "draft", "original": "original"},
    particles=_list("de, del, de la, de las, de los, y"),
    titles=_list("Don, Doña, Conde, Condesa, Marqués, Marquesa, Duque, Duquesa, Fray, Sor, Señor, Señora, Dr."),
    articles=_list("el, la, los, las"),
    unknown_words=_list("desconocido, anónimo, destinatario desconocido"),
    long_initials=_list("Fco, Ma, Ant"),
    collection_words=_list("cartas, correspondencia, epistolario, obras"),
    institution_words=_list("archivo, biblioteca, museo, instituto, universidad, academia, fundación"),
    copy_words=_list(
        "carta, autógraf*, copia, borrador, original*, manuscrit*, mecanografiad*, tarjeta, telegrama, sobre"
    ),
    extent_words=_list("hoja, hojas, folio, folios, página, páginas"),
    mark_words=_list("ms, mss, legajo, leg, caja, carpeta, f, ff, fol, vol, núm, exp, sección"),
    mark_titles=_list("fuente, signatura, localización, original"),
    day_words=_list("el, a, día"),
    weekdays=_list("lunes, martes, miércoles, jueves, viernes, sábado, domingo"),
    genitives=_list("de, del"),
    between=_list("entre el, del"),
    range_words=_list("y el, al"),
    seasons={"primavera": 21, "verano": 22, "otoño": 23, "invierno": 24},
)

DUTCH = PageLanguage(
    tag="nl",
    common_words=frozenset("het een van niet dat zijn voor met aan ook maar ik naar bij wij heb hij nog er".split()),
    months=month_table(
        "januari, februari febr, maart mrt, april, mei, juni, juli, augustus aug, september sept, oktober october okt, "
        "november nov, december dec"
    ),
    parts_of_month=parts_table(
        early="begin", middle="half, midden", late="eind, einde", first_half="eerste helft", second_half="tweede helft"
    ),
    not_after=_list("vóór, uiterlijk, niet later dan"),
    not_before=_list("na, niet vóór, niet eerder dan"),
    about=_list("omstreeks, rond, ongeveer, ca., circa"),
    forms=table("letter: brief; postcard: briefkaart, ansichtkaart, prentbriefkaart; telegram: telegram"),
    notes_titles=_list("noten, aantekeningen, voetnoten"),
    compiler_words=_list("uitgegeven door, bezorgd door, onder redactie van"),
    number_titles=_list("nr., brief nr., brief"),
    closings=_list("uw, je, jouw, hoogachtend, met vriendelijke groet, met hartelijke groeten"),
    address_words=_list("aan de, aan, aan het"),
    sender_words=_list("van, van de"),
    recipient_words=_list("aan, aan de, aan het"),
    conjunctions=_list("en,"),
    body_heads=_list(
        "Ministerie, Academie, Commissie, Raad, Genootschap, Universiteit, Instituut, Regering, Partij, Redactie"
    ),
    subject_bodies=_list("Ministerie, Academie, Genootschap, Instituut"),
    function_words=_list(
        "De, Het, Een, En, Maar, Ik, Jij, Hij, Zij, Wij, U, Uw, Beste, Lieve, Waarde, In, Op, Van, Met"
    ),
    adjectives=_list("Maandag, Dinsdag, Woensdag, Donderdag, Vrijdag, Zaterdag, Zondag, Brief, Noten"),
    techniques={
        "autograaf": "autograph",
        "getypt": "typewritten",
        "handgeschreven": "handwritten",
        "getypte": "typewritten",
    },
    states={"afschrift": "copy", "kopie": "copy", "concept": "draft", "origineel": "original"},
    particles=_list("van, van de, van den, van der, de, den, der, ten, ter, te, 't, in 't"),
    titles=_list("Graaf, Gravin, Baron, Barones, Jhr., Mevrouw, Mevr., Meneer, Dhr., Dr."),
    articles=_list("de, het"),
    unknown_words=_list("onbekend, onbekende, anoniem"),
    long_initials=_list("Chr, Joh, Th, Ph, Fr"),
    collection_words=_list("brieven, briefwisseling, correspondentie, werken"),
    institution_words=_list("archief, bibliotheek, museum, instituut, universiteit, genootschap"),
    copy_words=_list(
        "brief, briefkaart, ansicht, handschrift, getypt, afschrift, kopie, concept, origineel, enveloppe"
    ),
    extent_words=_list("blad, bladen, vel, vellen, bladzijde, pagina"),
    mark_words=_list("ms, hs, hss, inv, inv.nr, nr, f, fol, doos, map, collectie, toegang, cod"),
    mark_titles=_list("bron, bewaarplaats, signatuur, vindplaats"),
    day_words=_list("de, den"),
    weekdays=_list("maandag, dinsdag, woensdag, donderdag, vrijdag, zaterdag, zondag"),
    ordinals=_list("e, ste, de"),
    between=_list(
        "tussen",
    ),
    range_words=_list("tot, en, tot en met"),
    seasons={"voorjaar": 21, "lente": 21, "zomer": 22, "herfst": 23, "najaar": 23, "winter": 24},
)

POLISH = PageLanguage(
    tag="pl",
    common_words=frozenset("się że jest nie na do jak ale mnie tylko pan już który przez dla jego tym bardzo".split()),
    months=month_table(
        "stycznia styczeń, lutego luty, marca marzec, kwietnia kwiecień, maja maj, czerwca czerwiec, lipca lipiec, "
        "sierpnia sierpień, września wrzesień, października październik, listopada listopad, grudnia grudzień"
    ),
    parts_of_month=parts_table(
        early="początek", middle="połowa", late="koniec", first_half="pierwsza połowa", second_half="druga połowa"
    ),
    not_after=_list("przed, nie później niż"),
    not_before=_list("po, nie wcześniej niż"),
    about=_list("około, ok."),
    forms=table("letter: list; postcard: pocztówka, kartka pocztowa; telegram: telegram, depesza"),
    notes_titles=_list("przypisy, uwagi"),
    number_titles=_list("nr, list nr"),
    recipient_words=_list(
        "do",
    ),
    sender_words=_list(
        "od",
    ),
    conjunctions=_list("i, oraz"),
    body_heads=_list(
        "Ministerstwo, Akademia, Komitet, Komisja, Rada, Towarzystwo, Uniwersytet, Instytut, Rząd, Partia"
    ),
    institution_words=_list("archiwum, biblioteka, muzeum, instytut, uniwersytet"),
    copy_words=_list("list, autograf*, kopia, brulion, rękopis, maszynopis"),
    mark_words=_list("sygn, rkps, ms, k, nr, t"),
    extent_words=_list("karta, karty, strona, strony"),
    collection_words=_list("listy, korespondencja"),
    titles=_list("Hrabia, Książę, Ksiądz, Dr., Pan, Pani"),
    day_words=_list("dnia, d."),
    year_words=_list("r., r, roku"),
)

LATIN = PageLanguage(
    tag="la",
    months=month_table(
        "ianuarii januarii ianuarius januarius, februarii februarius, martii martius, aprilis, maii maius, iunii "
        "junii iunius, iulii julii iulius, augusti augustus, septembris, octobris, novembris, decembris"
    ),
    forms=table("letter: epistola, litterae"),
    notes_titles=_list("notae, adnotationes"),
    number_titles=_list("epistola, ep."),
    conjunctions=_list("et, ac, atque"),
    recipient_words=_list(
        "ad",
    ),
    collection_words=_list("epistolae, epistulae, opera"),
    day_words=_list(
        "die",
    ),
)
