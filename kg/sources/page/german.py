"""The German table, for editions in German."""

# ruff: noqa: SIM905 - tables of words read best as lines of words

from __future__ import annotations

from kg.sources.page.tables import PageLanguage, month_table, parts_table, table
from kg.sources.page.tables import words as _list

GERMAN = PageLanguage(
    tag="de",
    common_words=frozenset(
        "der die und ist nicht ich das mit von auf dem ein eine sich zu haben auch wird aber wie oder sie es "
        "wenn mir für bei nach werden wurde dir dich deine dein sein kann dass daß sehr noch habe ihnen aus".split()
    ),
    months=month_table(
        "januar jänner jan jän, februar feber feb febr, märz mrz, april apr, mai, juni jun juny, juli jul july, "
        "august aug, september sept sep 7ber, oktober october okt oct 8ber, november nov 9ber, "
        "dezember december dez dec xber"
    ),
    parts_of_month=parts_table(
        early="anfang, beginn",
        middle="mitte",
        late="ende",
        first_half="erste hälfte",
        second_half="zweite hälfte",
    ),
    not_after=_list(
        "vor dem, vor, spätestens am, spätestens, bis spätestens, nicht nach dem, nicht nach, bis zum, bis"
    ),
    not_before=_list("nach dem, nach, frühestens am, frühestens, nicht vor dem, nicht vor, ab dem, ab, seit dem, seit"),
    about=_list("um den, um, etwa am, etwa, ca., ca, circa, zirka, ungefähr, wohl am, wohl, vermutlich am, vermutlich"),
    date_roles={"gesendet": "sent", "abgeschickt": "sent", "empfangen": "received", "erhalten": "received"},
    forms=table(
        "letter: brief, schreiben, feldpostbrief, handschreiben, offener brief, privatbrief; postcard: "
        "postkarte, karte, ansichtskarte, feldpostkarte, bildpostkarte, korrespondenzkarte; telegram: telegramm, "
        "depesche; note: billet, billett, notiz, zettel; report: bericht; memorandum: denkschrift, memorandum; "
        "resolution: beschluss, beschluß, resolution; order: befehl, erlass, erlaß; appeal: aufruf; statement: "
        "erklärung; circular: rundschreiben; dedication: widmung"
    ),
    notes_titles=_list(
        "anmerkungen, anmerkung, fußnoten, fussnoten, kommentar, erläuterungen, stellenkommentar, noten"
    ),
    compiler_words=_list(
        "herausgegeben von, hrsg. von, hg. von, herausgeber, herausgeberin, bearbeitet von, bearb. von"
    ),
    number_titles=_list("nr., nr, brief nr., brief, schreiben nr., dokument nr., dokument, nummer"),
    closings=_list(
        "ihr, ihre, dein, deine, euer, eure, ihr ergebener, ihr ergebenster, herzlichst ihr, herzlichst dein, "
        "herzlichst, herzlich ihr, mit herzlichen grüßen, mit herzlichem gruß, mit besten grüßen, mit bestem "
        "gruß, gez., gezeichnet, viele grüße, herzliche grüße, hochachtungsvoll, ihr sehr ergebener, ganz der "
        "ihre, dein treuer, dein alter, in treue dein, in liebe dein, mit besten grüßen ihr, mit herzlichen "
        "grüßen ihr, mit herzlichem gruß ihr"
    ),
    behalf_words=_list("für den, für die, für das, im namen des, im namen der, im auftrag des, im auftrag der"),
    address_words=_list("an den, an die, an das, an, an herrn, an frau, herrn, frau, an fräulein"),
    sender_words=_list("von, des, der, vom"),
    recipient_words=_list("an, an den, an die, an das"),
    conjunctions=_list("und, u., sowie"),
    body_heads=_list(
        "Ministerium, Amt, Akademie, Ausschuss, Ausschuß, Bund, Bundesrat, Deputation, Direktion, Fakultät, "
        "Gesellschaft, Kammer, Kanzlei, Kirchenrat, Komitee, Kommission, Konsistorium, Magistrat, "
        "Oberkirchenrat, Partei, Rat, Redaktion, Regierung, Reichsrat, Reichstag, Senat, Staatsrat, Stadtrat, "
        "Stiftung, Synode, Universität, Verband, Verein, Verlag, Vorstand, Zentralkomitee, Bank, Buchhandlung, "
        "Druckerei, Institut, Archiv, Bibliothek, Museum, Schriftleitung, Sekretariat, Gemeinderat, Landtag, "
        "Dekanat, Rektorat, Kuratorium, Gewerkschaft"
    ),
    body_endings=_list(
        "ministerium, gesellschaft, akademie, ausschuss, ausschuß, komitee, kommission, konsistorium, kammer, "
        "kanzlei, direktion, redaktion, universität, fakultät, bibliothek, archiv, museum, verlag, verein, "
        "verband, partei, stiftung, institut, buchhandlung, regierung, gewerkschaft, vereinigung, gemeinschaft, "
        "anstalt, genossenschaft, bruderschaft, bürgerschaft, kommissariat, department, amt, zeitung, tagblatt, "
        "tageblatt"
    ),
    subject_bodies=_list("Ministerium, Ausschuss, Gesellschaft, Institut, Akademie, Fakultät, Verein, Amt, Kommission"),
    people=_list("mitglieder, arbeiter, genossen, teilnehmer, bürger, bauern, soldaten, studenten, schüler, einwohner"),
    offices=_list(
        "Minister, Ministerpräsident, Reichskanzler, Kanzler, Präsident, Vorsitzender, Sekretär, Direktor, "
        "Rektor, Dekan, Bischof, Oberbürgermeister, Bürgermeister, Botschafter, Gesandter, Intendant, Kurator, "
        "Schriftleiter, Redakteur"
    ),
    honorifics=_list("herr, herrn, frau, fräulein, frl., genosse, genossin, hr., fr."),
    function_words=_list(
        "Der, Die, Das, Den, Dem, Des, Ein, Eine, Einen, Einem, Ich, Du, Er, Sie, Es, Wir, Ihr, Ihre, Ihren, "
        "Ihnen, Mein, Meine, Dein, Deine, Sein, Seine, Unser, Und, Oder, Aber, Denn, Wenn, Als, Wie, Was, Wer, "
        "Wo, Wann, In, Im, An, Am, Auf, Aus, Bei, Mit, Nach, Von, Vom, Vor, Zu, Zum, Zur, Für, Über, Unter, "
        "Durch, Gegen, Ohne, Um, Bis, So, Da, Dann, Doch, Noch, Nun, Nur, Schon, Auch, Nicht, Ja, Nein, Hier, "
        "Dort, Heute, Heut, Gestern, Morgen, Lieber, Liebe, Liebes, Liebster, Liebste, Sehr, Verehrter, "
        "Hochverehrter, Geehrter, Werther, Werter, Herzlichst, Herzliche, Herzlich, Viele, Beste, Mit, Grüße, "
        "Gruß, Bitte, Dank, Alles, Ist, Hat, Haben, War, Wird, Mir, Mich, Dir, Dich, Euch, Uns, Diese, Dieser, "
        "Dieses, Man, Sollte, Könnten, Auf"
    ),
    adjectives=_list(
        "Montag, Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, Sonnabend, Sonntag, Januar, Jänner, Februar, "
        "März, April, Mai, Juni, Juli, August, September, Oktober, November, Dezember, Brief, Postkarte, "
        "Telegramm, Karte, Ostern, Pfingsten, Weihnachten, Neujahr, Abend, Nachmittag, Mittag, Nacht, Früh, "
        "Beilage, Anlage, Anmerkungen, Adresse, Absender, Verlag, Buch, Titel, Seite, Revue, Wiederholung, "
        "Nachschrift"
    ),
    techniques={
        "eigenhändig": "autograph",
        "handschriftlich": "handwritten",
        "maschinenschriftlich": "typewritten",
        "typoskript": "typewritten",
        "gedruckt": "printed",
        "hektographiert": "hectographed",
        "telegraphenstreifen": "telegraph-tape",
    },
    states={"beglaubigte abschrift": "copy", "abschrift": "copy", "kopie": "copy", "durchschlag": "copy"}
    | {"entwurf": "draft", "konzept": "draft", "original": "original", "ausfertigung": "original"},
    printed_words=_list(
        "druck, erstdruck, gedruckt, abgedruckt, veröffentlicht, zuerst gedruckt, zuerst veröffentlicht"
    ),
    particles=_list(
        "von, v., v. d., vom, zu, zum, zur, von der, von dem, und zu, auf, an der, in der, am, aus, aus dem, aus "
        "der, von und zu"
    ),
    titles=_list(
        "König, Königin, Kaiser, Kaiserin, Prinzregent, Kurfürst, Landgraf, Markgraf, Burggraf, Burggräfin, "
        "Erzherzog, Großherzog, Bischof, Erzbischof, Kardinal, Papst, Graf, Gräfin, Freiherr, Freifrau, Freiin, "
        "Baron, Baronin, Fürst, Fürstin, Prinz, Prinzessin, Herzog, Herzogin, Ritter, Edler, Dr., Prof., "
        "Professor, Lic., Dr. phil., Herr, Herrn, Frau, Fräulein, Frl., Pfarrer, Hofrat, Geheimrat, "
        "Kommerzienrat, Justizrat, Exzellenz"
    ),
    articles=_list("der, die, das, dem, den"),
    alternatives=("oder",),
    behalf_marks=_list("i. a., i.a., im auftrag, i. v., i.v., in vertretung, ppa., p. p., p.p."),
    unknown_words=_list(
        "unbekannt, unbekannte, unbekannter, unbekannten, anonym, nicht ermittelt, unbekannter empfänger, n. n."
    ),
    long_initials=_list("Ch, Chr, Fr, Friedr, Joh, Jos, Ph, Sch, St, Th, Wilh, Heinr, Ferd, Alb, Ed, Aug"),
    collection_words=_list(
        "briefe, briefwechsel, korrespondenz, korrespondenzen, nachlass, nachlaß, werke, schriften, "
        "gesamtausgabe, edition"
    ),
    institution_words=_list(
        "archiv, bibliothek, museum, institut, universität, hochstift, akademie, sammlungen, handschriftenabteilung, "
        "stiftung, monacensia, gedenkstätte, pfarramt, kanzlei, rathaus"
    ),
    copy_words=_list(
        "brief, karte, postkarte, ansichtskarte, bildpostkarte, feldpost, visitenkarte, telegramm, depesche, "
        "widmung, eigenhändig, handschriftlich, maschin*, typoskript, manuskript, abschrift, durchschlag, kopie, "
        "fotokopie, entwurf, konzept, original, umschlag, kuvert, briefpapier, papier, briefmarke, stempel, "
        "poststempel, lochung, umseitig, vermerk, unterschrift*, rohrpost, korrespondenzkarte, beilage, anlage, "
        "druck, faksimile, fragment, datiert, beschriftet, nummeriert, mit, ohne, unterstreichung*, bleistift, "
        "tinte, gefaltet, vorgedruckt, gedruckt"
    ),
    copy_endings=_list("karte, brief, papier, marke, stempel, umschlag, telegramm, abschrift"),
    extent_words=_list("blatt, blätter, bl, seite, seiten, s, zeichen, bogen, karten, karte, zettel"),
    mark_words=_list(
        "ms, mss, hs, hss, cod, nachl, nl, nachlass, nr, inv, inv.nr, bl, blatt, fol, f, s, bd, mappe, kasten, karton, "
        "schachtel, sign, signatur, rep, best, bestand, abt, faszikel, fasz, akte, akten, konvolut, autogr, i.n, nr"
    ),
    mark_titles=_list("standort, überlieferung, signatur, quelle, archiv, handschrift, original, aufbewahrungsort"),
    day_words=_list("am, den, d., d, vom, dem"),
    weekdays=_list("montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonnabend, sonntag"),
    ordinals=_list("., ten, te"),
    genitives=("des",),
    year_words=("n. chr.",),
    between=_list("zwischen dem, zwischen, vom"),
    range_words=_list("bis, bis zum, und dem, und, oder"),
    seasons={"frühjahr": 21, "frühling": 21, "sommer": 22, "herbst": 23, "winter": 24},
)
