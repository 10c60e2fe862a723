### API-Schlüssel, und die Berechtigungen, die auf ihnen stehen können.

keys-lead = Mit einem Schlüssel tut ein Programm, was Sie dürfen, und nicht mehr, als auf dem Schlüssel steht.
keys-new = Neuer Schlüssel
keys-new-lead = Er kann nie mehr als Sie selbst.
keys-empty = Noch keine Schlüssel
keys-empty-hint = Legen Sie einen an, wenn ein Programm die API in Ihrem Namen benutzen soll.
keys-owner = Von
keys-may = Darf
keys-and-more = und { $count } weitere
keys-expires = Endet
keys-last-used = Zuletzt benutzt
keys-made = Angelegt
keys-active = Aktiv
keys-expired = Abgelaufen
keys-revoked = Widerrufen
keys-label-hint = Wofür ist er? An diesem Namen erkennen Sie ihn.
keys-product-permissions = { $model }
keys-roster-permissions = Benutzer und Konto
keys-about = Was „{ $name }“ bedeutet
keys-last-day = Letzter Tag
keys-last-day-hint = Ohne ihn gilt der Schlüssel, bis er widerrufen wird.
keys-create = Schlüssel anlegen
keys-made-title = Ihr Schlüssel „{ $name }“
keys-secret = Schlüssel
keys-shown-once = Kopieren Sie ihn jetzt: Er wird nur dieses eine Mal gezeigt.
keys-copy-hint = Klicken Sie in das Feld und kopieren Sie alles. Senden Sie ihn als „Authorization: Bearer …“.
keys-revoke = Widerrufen
keys-revoke-question = Diesen Schlüssel widerrufen?
keys-revoke-means = Programme, die ihn benutzen, verlieren sofort ihren Zugriff. Das lässt sich nicht rückgängig machen.
keys-revoke-done = Der Schlüssel ist widerrufen.

## Rosters eigene Berechtigungen

permission-read_members = Benutzer sehen
    .help = Die Liste der Benutzer sehen, ihre Profile, und wer eingeladen ist.
permission-check = Fragen, was andere dürfen
    .help = Fragen, ob Benutzer etwas dürfen, und auflisten, was sie erreichen: für ein Produkt, das tut, was es zur Antwort bekommt.
permission-invite = Benutzer einladen
    .help = Menschen einladen, Einladungen erneut senden oder zurückziehen.
permission-change_roles = Rollen ändern
    .help = Benutzern eine andere Rolle geben.
permission-edit_members = Benutzer bearbeiten
    .help = Namen und Notizen von Benutzern ändern.
permission-change_access = Zugriff ändern
    .help = Hinzufügen, ändern und wegnehmen, was Benutzer erreichen.
permission-remove_members = Benutzer entfernen
    .help = Benutzer deaktivieren, archivieren oder löschen.
permission-restore_members = Benutzer zurückholen
    .help = Entfernte Benutzer wieder aktivieren oder wiederherstellen.
permission-act_as = Als Benutzer handeln
    .help = In diesem Konto sehen und tun, was ein Benutzer niedrigeren Ranges kann.
permission-read_audit = Protokoll lesen
    .help = Sehen, wer in diesem Konto wann was getan hat.
permission-export = Benutzer exportieren
    .help = Die Liste der Benutzer herunterladen.
permission-manage_resources = Verwalten, worauf Zugriff gegeben wird
    .help = Anlegen, umbenennen und löschen, worauf Zugriff gegeben wird.
permission-manage_keys = API-Schlüssel verwalten
    .help = Die API-Schlüssel aller Benutzer sehen und widerrufen.
permission-manage_account = Konto verwalten
    .help = Namen und Einstellungen des Kontos ändern.
permission-manage_model = Rollen und Regeln ändern
    .help = Ein anderes Modell von Rollen und Regeln auf das Konto anwenden.
permission-spend_credits = Credits ausgeben
permission-buy_credits = Credits hinzufügen
permission-read_transactions = Transaktionen sehen
permission-set_compliance = Compliance-Status ändern
permission-issue_quotations = Angebote machen
permission-accept_quotations = Angebote annehmen
permission-close_account = Konto schließen
    .help = Das Konto für alle schließen.

## Keys of the account

keys-whose = Wem gehört der Schlüssel?
keys-of-member = Ihnen
keys-of-member-hint = Er darf, was Sie dürfen, wann immer er benutzt wird, und endet mit Ihrem Platz hier.
keys-of-account = Dem Konto
keys-of-account-hint = Für ein Produkt im Betrieb: Was er darf, steht jetzt fest, und er gilt weiter, wenn sich Ihre Rolle ändert oder Sie gehen.
keys-made-by = Erstellt von
audit-account-key = Ein Schlüssel des Kontos
owns-account-keys = Schlüssel des Kontos, die sie erstellt haben, gelten weiter. Widerrufen:
owns-revoke = „{ $name }“ widerrufen
field-key_of = Schlüssel von
refusal-needs_member = Das geht nicht mit einem Schlüssel des Kontos: Es ist etwas, das einem Mitglied selbst gehört. Melden Sie sich an, oder verwenden Sie den eigenen Schlüssel eines Mitglieds.
problem-unknown_key = Das ist kein Schlüssel des Kontos, den sie erstellt haben.
keys-account = Konto
edit-keys =
    { $count ->
        [one] { $count } API-Schlüssel arbeitet in diesem Namen: Er darf nie mehr als der Benutzer und verliert, was dieser verliert.
       *[other] { $count } API-Schlüssel arbeiten in diesem Namen: Sie dürfen nie mehr als der Benutzer und verlieren, was dieser verliert.
    }
keys-made-before = „{ $name }“ gibt es schon. Das Geheimnis wird nur einmal gezeigt: widerrufen Sie den Schlüssel und legen Sie einen neuen an, wenn Sie es nicht kopiert haben.
