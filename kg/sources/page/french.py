"""The French table, for editions in French."""

# ruff: noqa: SIM905 - tables of words read best as lines of words

from __future__ import annotations

from kg.sources.page.tables import PageLanguage, month_table, parts_table, table
from kg.sources.page.tables import words as _list

FRENCH = PageLanguage(
    tag="fr",
    common_words=frozenset(
        "le les des et est une que qui dans pour pas vous je nous sur avec ce il plus par au aux cette votre mais ont "
        "été du se ne sont mes mon où très bien toujours notre nos".split()
    ),
    months=month_table(
        "janvier janv, février fevrier févr fév, mars, avril avr, mai may, juin, juillet juil juill, août aout aoust, "
        "septembre sept 7bre, octobre oct 8bre, novembre nov 9bre, décembre decembre déc xbre"
    ),
    parts_of_month=parts_table(
        early="début, debut, au début de, commencement de, commencement d'",
        middle="mi, mi-, milieu de, milieu d', vers le milieu de",
        late="fin, fin de, à la fin de, derniers jours de",
        first_half="première moitié de, première quinzaine de",
        second_half="seconde moitié de, seconde quinzaine de, deuxième quinzaine de",
    ),
    not_after=_list("avant le, avant, au plus tard le, au plus tard, antérieur au, jusqu'au, pas après le"),
    not_before=_list(
        "après le, après, apres, au plus tôt le, au plus tôt, postérieur au, depuis le, depuis, à partir du"
    ),
    about=_list("vers le, vers, environ, autour du, autour de, ca., circa, aux environs du, probablement le"),
    date_roles={"envoyé le": "sent", "envoyée le": "sent", "reçu le": "received", "reçue le": "received"},
    forms=table(
        "letter: lettre, lettre autographe, lettre ouverte; postcard: carte postale, carte, carte-lettre; "
        "telegram: télégramme, telegramme, dépêche, pneumatique; note: billet, note; report: rapport; "
        "memorandum: mémoire, mémorandum; resolution: résolution; order: ordre; appeal: appel; statement: "
        "déclaration; circular: circulaire; dedication: dédicace"
    ),
    notes_titles=_list("notes, note, notes de l'éditeur, notes des éditeurs, annotations, remarques, commentaire"),
    compiler_words=_list("édité par, édition de, éditeurs, éditeur, publié par, établi par, textes réunis par"),
    number_titles=_list("n°, nº, no, lettre n°, lettre nº, lettre no, lettre, numéro, document n°, document"),
    closings=_list(
        "votre dévoué, votre affectueusement dévoué, affectueusement à vous, bien à vous, votre, tout à vous, "
        "votre ami, votre serviteur, votre très humble serviteur, signé, à vous, cordialement, bien "
        "affectueusement vôtre, votre très dévoué, ton, ta, ton ami"
    ),
    behalf_words=_list("pour le, pour la, au nom du, au nom de la, de la part de"),
    address_words=_list("à monsieur, à madame, à mademoiselle, à messieurs, à m., au, à la, aux, à, monsieur, madame"),
    sender_words=_list("de, d', du, de la, des"),
    recipient_words=_list("à, au, à la, aux, à l'"),
    conjunctions=_list(
        "et",
    ),
    body_heads=_list(
        "Ministère, Académie, Assemblée, Association, Bureau, Cabinet, Chambre, Comité, Commission, Conseil, "
        "Consistoire, Convention, Cour, Directoire, Faculté, Gouvernement, Institut, Ligue, Parlement, Parti, "
        "Rédaction, Sénat, Société, Syndicat, Union, Université, Ville, Préfecture, Compagnie, Église, Eglise, "
        "Dotation, Fédération"
    ),
    subject_bodies=_list("Ministère, Académie, Société, Faculté, Institut, Commission, Comité, Bureau"),
    people=_list("membres, ouvriers, camarades, habitants, citoyens, soldats, étudiants, rédacteurs, lecteurs"),
    offices=_list(
        "Ministre, Président, Secrétaire, Directeur, Recteur, Doyen, Évêque, Archevêque, Préfet, Maire, Ambassadeur, "
        "Consul, Gouverneur, Commandant, Rédacteur"
    ),
    honorifics=_list("monsieur, madame, mademoiselle, m., mme, mlle, mm., citoyen, camarade, messieurs"),
    function_words=_list(
        "Le, La, Les, Un, Une, Des, Du, De, Je, Tu, Il, Elle, Nous, Vous, Ils, Elles, On, Mon, Ma, Mes, Ton, Ta, "
        "Son, Sa, Ses, Notre, Nos, Votre, Vos, Leur, Et, Ou, Mais, Donc, Or, Ni, Car, Si, Que, Qui, Quand, "
        "Comme, Où, Pour, Par, Dans, Sur, Avec, Sans, Sous, Vers, Chez, En, Au, Aux, Ce, Cette, Ces, Cet, Cher, "
        "Chère, Chers, Monsieur, Madame, Bien, Très, Tout, Toute, Oui, Non, Ici, Après, Avant, Voilà, Voici, "
        "Merci, Affectueusement, Cordialement"
    ),
    adjectives=_list(
        "Lundi, Mardi, Mercredi, Jeudi, Vendredi, Samedi, Dimanche, Janvier, Février, Mars, Avril, Mai, Juin, "
        "Juillet, Août, Septembre, Octobre, Novembre, Décembre, Lettre, Carte, Télégramme, Annexe, Annexes, "
        "Notes, Page, Suite, Copie, Correspondance, Post-Scriptum"
    ),
    techniques={
        "autographe": "autograph",
        "manuscrite": "handwritten",
        "manuscrit": "handwritten",
        "dactylographiée": "typewritten",
        "dactylographié": "typewritten",
        "tapuscrit": "typewritten",
        "imprimé": "printed",
    },
    states={
        "copie": "copy",
        "copie certifiée": "copy",
        "brouillon": "draft",
        "minute": "draft",
        "original": "original",
    },
    printed_words=_list("publié, publiée, imprimé, imprimée, édition, première publication"),
    particles=_list("de, du, des, de la, d', de l', le, la, l'"),
    titles=_list(
        "Roi, Reine, Empereur, Évêque, Cardinal, Comte, Comtesse, Baron, Baronne, Marquis, Marquise, Duc, "
        "Duchesse, Prince, Princesse, Vicomte, Vicomtesse, Abbé, Monsieur, Madame, Mademoiselle, M., Mme, Mlle, "
        "Mgr, Dr, Dr., Pr, Général, Sœur, Père"
    ),
    articles=_list("le, la, les, l'"),
    alternatives=("ou",),
    behalf_marks=_list("p. o., p.o., par ordre, pour, p. p., p.p."),
    unknown_words=_list("inconnu, inconnue, anonyme, destinataire inconnu, expéditeur inconnu, non identifié"),
    long_initials=_list("Ch, Ph, Th, J-B, J-J, Fr, Guill, St, Cl"),
    collection_words=_list("lettres, correspondance, correspondances, œuvres, oeuvres, papiers, écrits"),
    institution_words=_list(
        "archives, bibliothèque, musée, institut, université, collège, académie, médiathèque, fonds, fondation, "
        "maison de"
    ),
    copy_words=_list(
        "lettre, carte, télégramme, pneumatique, billet, copie, original, minute, brouillon, autographe, "
        "manuscrit*, dactylographi*, tapuscrit, imprimé, photocopie, enveloppe, papier, timbre, cachet, signature, "
        "signé, non, avec, sans, annexe, fragment, feuillet, texte, datée, daté"
    ),
    extent_words=_list("feuillet, feuillets, feuille, feuilles, page, pages, folio, folios, p, ff, f, carte, cartes"),
    mark_words=_list(
        "ms, mss, naf, n.a.f, fonds, cote, carton, dossier, liasse, boîte, boite, pièce, piece, f, ff, fol, "
        "folio, fo, f°, n°, no, t, tome, vol, série, série, p, pp, art, inv"
    ),
    mark_titles=_list(
        "source, cote, localisation, provenance, lieu de conservation, conservation, manuscrit, original"
    ),
    day_words=_list("le, ce, du, au"),
    weekdays=_list("lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche"),
    ordinals=_list("er, e, re, ème"),
    genitives=_list("de, d'"),
    between=_list("entre le, entre, du"),
    range_words=_list("et le, et, au, jusqu'au, ou le, ou"),
    seasons={"printemps": 21, "été": 22, "automne": 23, "hiver": 24},
)
