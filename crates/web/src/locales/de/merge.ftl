### Einen Account, in dem jemand allein ist, mit einem anderen zusammenführen.

merge-offer = Zusammenführen anbieten
merge-offer-title = { $name } anbieten, den eigenen Account mitzubringen
merge-offer-joins = { $name } wird hier Mitglied, als { $role }.
merge-offer-credits = Übrige Credits kommen hierher, wo beide gleich zählen.
merge-offer-stays = Was in jenem Account liegt, kommt nicht mit. Vor der Zustimmung ist alles zu sehen.
merge-for-good = Es lässt sich nicht rückgängig machen: nicht von Ihnen, nicht von der anderen Seite und nicht von uns.
merge-offer-out = Seit { $since } steht schon ein Angebot; es gilt bis { $until }. Noch einmal angeboten geht noch eine Mail hinaus.
merge-offer-fact = Zusammenführen angeboten
merge-offer-open = { $since }, offen bis { $until }
merge-offered = { $name } bekommt eine Mail und entscheidet.
merge-password = Ihr Passwort
merge-way = Sie können einen Account mitbringen, in dem Sie allein sind. Er wird dann ein Teil von diesem.
merge-look = Zeigen, was umziehen würde
merge-title = Ihren Account mit { $account } zusammenführen
merge-lead = Sie werden Mitglied von { $account }, als { $role }. Das wird aus dem, was Sie haben.
merge-none = Es gibt keinen Account, den Sie mitbringen könnten.
merge-unable = Ein Account lässt sich zusammenführen, wenn Sie darin allein sind, ihn schließen dürfen und keine Credits vorgemerkt sind.
merge-which = Welcher Account?
merge-do = Endgültig mit { $account } zusammenführen
merge-only-join = Beitreten, ohne zusammenzuführen
merge-stays = { $count ->
    [one] { $things } bleibt zurück und ist weg. Laden Sie vorher herunter, was Sie brauchen.
   *[other] { $things } bleiben zurück und sind weg. Laden Sie vorher herunter, was Sie brauchen.
}
merge-keys = { $count ->
    [one] Ein API-Schlüssel wird ungültig: { $names }
   *[other] { $count } API-Schlüssel werden ungültig: { $names }
}
merge-gone = { $account } gibt es dann nicht mehr. Die Adressen sagen nur Ihnen, wohin er ging.
merge-credits-move = { $amount } ziehen zu { $account } um.
merge-credits-lost = { $amount } gehen verloren: { $account } hat keine solchen Credits.
merge-done = Sie sind Mitglied von { $account }, und Ihr Account ist ein Teil davon.
error-merged-title = Dieser Account ist umgezogen
merge-download = Vorher alles herunterladen
