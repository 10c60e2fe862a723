### Das Konto als Ganzes: geschlossen, gesperrt, zurückgeholt, vom Betreiber eingesehen.

## Was Mails sagen

mail-account-operator = Der Betreiber
mail-account-reason = Sie bekommen diese Mail, weil Sie { $account } verwalten.
mail-account-closed-subject = { $account } wurde geschlossen
mail-account-closed-preview = Bis { $until } kann jeder Admin es zurückholen.
mail-account-closed-heading = { $account } wurde geschlossen
mail-account-closed-text = { $by } hat { $account } geschlossen. Niemand erreicht es mehr, und kein API-Schlüssel gilt darin.
mail-account-closed-next = Bis { $until } können Sie es zurückholen, wie es war. Danach werden alle persönlichen Daten darin endgültig gelöscht.
mail-account-closed-button = Zurückholen
mail-account-reopened-subject = { $account } ist wieder da
mail-account-reopened-preview = Alles ist, wie es war.
mail-account-reopened-heading = { $account } ist wieder da
mail-account-reopened-text = { $by } hat { $account } zurückgeholt. Alle und alles darin sind, wie sie waren.
mail-account-reopened-next = Sie müssen nichts tun.
mail-account-suspended-subject = { $account } ist gesperrt
mail-account-suspended-preview = Niemand erreicht es, bis das geklärt ist.
mail-account-suspended-heading = { $account } ist gesperrt
mail-account-suspended-text = Der Betreiber von { $product } hat { $account } gesperrt. Niemand erreicht es, und kein API-Schlüssel gilt darin. Als Grund ist angegeben:
mail-account-suspended-next = Nichts ist verloren. Sprechen Sie mit dem Betreiber, damit er es wieder öffnet.
mail-account-resumed-subject = { $account } ist wieder offen
mail-account-resumed-preview = Alles ist, wie es war.
mail-account-resumed-heading = { $account } ist wieder offen
mail-account-resumed-text = Der Betreiber von { $product } hat { $account } wieder geöffnet. Alle und alles darin sind, wie sie waren.
mail-account-resumed-next = Sie müssen nichts tun.
mail-support-access-subject = Der Betreiber kann { $account } einsehen
mail-support-access-preview = Längstens bis { $until }, und nur zum Ansehen.
mail-support-access-heading = Der Betreiber kann { $account } einsehen
mail-support-access-text = Längstens bis { $until } kann der Betreiber von { $product } jede Seite von { $account } ansehen und nichts ändern. Als Grund ist angegeben:
mail-support-access-next = Das Protokoll sagt, was er ansieht. Jeder Admin kann es jederzeit beenden.
mail-account-recovered-subject = { $name } ist jetzt Admin von { $account }
mail-account-recovered-preview = Das hat der Betreiber getan, weil kein Admin zu erreichen war.
mail-account-recovered-heading = { $name } ist jetzt Admin von { $account }
mail-account-recovered-text = Lange war kein Admin von { $account } mehr da. Darum hat der Betreiber von { $product } { $name } die Rolle „{ $role }“ gegeben. Als Grund ist angegeben:
mail-account-recovered-next = Alle im Konto bekommen diese Mail. Wenn daran etwas nicht stimmt, sagen Sie es den anderen Admins und dem Betreiber.

## Absagen

error-suspended-title = Dieses Konto ist gesperrt
error-suspended-next = Nichts ist verloren. Ein Admin des Kontos kann mit dem Betreiber sprechen.
refusal-account_suspended = Der Betreiber hat dieses Konto gesperrt: Vorerst erreicht es niemand, und kein API-Schlüssel gilt darin.
error-look-only-title = Hier sehen Sie nur zu
refusal-look_only = Sie wurden zum Ansehen eingelassen und können nichts ändern.
refusal-admin_reachable = Ein Admin dieses Kontos war kürzlich da: An ihm ist es, jemanden zum Admin zu machen.
refusal-still_a_member = Sie sind noch in Konten. Verlassen Sie sie zuerst; dann können Sie sich löschen.
problem-not_the_name = So heißt das Konto nicht.

## Ereignisse

event-account_suspended = { $actor } hat { $subject } gesperrt.
    .kind = Konto gesperrt
event-account_resumed = { $actor } hat { $subject } wieder geöffnet.
    .kind = Sperre beendet
event-account_closed = { $actor } hat { $subject } geschlossen.
    .kind = Konto geschlossen
event-account_reopened = { $actor } hat { $subject } zurückgeholt.
    .kind = Konto zurückgeholt
event-account_purged = { $actor } hat alle persönlichen Daten von { $subject } gelöscht.
    .kind = Konto endgültig gelöscht
event-account_recovered = { $actor } hat { $subject } zum Admin gemacht.
    .kind = Admin vom Betreiber eingesetzt
event-support_granted = { $actor } kann { $subject } einsehen.
    .kind = Einsicht gegeben
event-support_begun = { $actor } ist gekommen, um { $subject } anzusehen.
    .kind = Einsicht begonnen
event-support_looked = { $actor } hat { $subject } angesehen.
    .kind = Vom Betreiber angesehen
event-support_ended = { $actor } hat die Einsicht des Betreibers in { $subject } beendet.
    .kind = Einsicht beendet
event-person_erased = { $subject } hat die eigene Anmeldung gelöscht.
    .kind = Anmeldung gelöscht
field-purge_at = Endgültig gelöscht
field-reason = Grund

## Seiten

close-title = Dieses Konto schließen
close-means = Niemand erreicht { $account } mehr, und kein API-Schlüssel gilt darin. Andere Konten der Leute bleiben, wie sie sind.
close-undo = Bis { $until } kann jeder Admin es zurückholen. Danach werden alle persönlichen Daten darin endgültig gelöscht.
close-name = Geben Sie den Namen des Kontos ein: { $account }
close-password = Ihr Passwort
close-yes = Konto schließen
close-done = { $account } ist geschlossen.
closed-title = { $account } ist geschlossen
closed-text = Niemand erreicht es. Bis { $until } können Sie es zurückholen, wie es war; danach werden alle persönlichen Daten darin endgültig gelöscht.
closed-back = Zurückholen
closed-reopened = { $account } ist wieder da.
closed-accounts = Geschlossene Konten, die Sie zurückholen können
closed-until = Endgültig gelöscht
account-suspended = Gesperrt
erase-title = Sich löschen
erase-hint = Ihre Anmeldung, Ihr Name und Ihre Sitzungen werden endgültig gelöscht. Was Konten von Ihnen wissen, gehört den Konten.
erase-still = Sie sind noch in Konten. Verlassen Sie sie zuerst; dann können Sie sich hier löschen.
erase-question = Sich löschen?
erase-means = Sie können sich nicht mehr anmelden, und nichts davon lässt sich zurückholen. Wer Sie wieder einlädt, fängt neu an.
erase-yes = Mich löschen
erased-title = Sie sind gelöscht
erased-text = Ihre Anmeldung und alles, was außerhalb von Konten von Ihnen bekannt war, ist weg.
create-account = Konto anlegen
create-account-name = Wie es heißt
create-account-name-hint = Ihre Firma oder Ihr Team.
create-account-key = Installationsschlüssel
create-account-key-hint = Wer diese Installation betreibt, gibt ihn Ihnen.
create-account-done = { $account } gehört jetzt Ihnen.
problem-wrong_key = Das ist nicht der Schlüssel dieser Installation.
