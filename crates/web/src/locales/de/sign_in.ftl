### An- und Abmelden, und das vergessene Passwort.

sign-in-title = Anmelden
sign-in-email = E-Mail
sign-in-password = Passwort
sign-in-show-password = Passwort zeigen
sign-in-submit = Anmelden
sign-in-none-yet = Noch keinen Zugang?
sign-in-sign-up = Registrieren
sign-in-forgot = Passwort vergessen?
sign-in-failed = Sie sind nicht angemeldet
sign-in-first = Bitte melden Sie sich an, um fortzufahren.

forgot-title = Passwort vergessen?
forgot-explanation = Geben Sie die Adresse ein, mit der Sie sich anmelden. Wir schicken Ihnen einen Link, mit dem Sie ein neues Passwort wählen.
forgot-submit = Link schicken
forgot-sent-title = Sehen Sie in Ihre Mails
forgot-sent = Falls { $email } hier zu einer Anmeldung gehört, ist eine Mail mit einem Link unterwegs. Der Link gilt eine Stunde. Nichts angekommen? Sehen Sie im Spam-Ordner nach.
forgot-back = Zurück zur Anmeldung

reset-title = Neues Passwort wählen
reset-for = Für { $email }
reset-new-password = Neues Passwort
reset-submit = Speichern und anmelden
reset-done = Ihr Passwort ist geändert. Überall sonst wurden Sie abgemeldet.
reset-dead-title = Dieser Link gilt nicht mehr
reset-dead = Ein Link für ein neues Passwort gilt einmal und eine Stunde lang. Sie können sich einen neuen schicken lassen.
reset-ask-again = Neuen Link schicken

password-hint = Mindestens 12 Zeichen. Ein Satz, den Sie sich merken, ist besser als ein paar seltsame Zeichen.

prove-title = Neue Adresse bestätigen
prove-explanation = Wenn Sie sie bestätigen, melden Sie sich von da an mit { $email } an.
prove-submit = Diese Adresse bestätigen
prove-done-title = Ihre Adresse ist bestätigt
prove-done = Fertig. Sie melden sich jetzt mit { $email } an.
prove-dead-title = Dieser Link gilt nicht mehr
prove-dead = Ein Link zum Bestätigen einer Adresse gilt einmal und nur eine Zeit lang. In Ihrem Profil können Sie neu beginnen.
prove-to-profile = Zum Profil

## Was über einen selbst gespeichert ist

my-data-title = Meine Daten
my-data-hint = Was über Sie gespeichert ist, als Datei: wer Sie sind, wo Sie angemeldet sind, was Ihnen gemailt wurde, und für jedes Konto, in dem Sie sind, Ihre Rollen, Zugriffe und Schlüssel und was Sie dort getan haben. Nach Konten, die Sie verlassen haben, und nach Notizen der Admins fragen Sie die Admins dort.
my-data-download = Meine Daten herunterladen
