### Die eigene Seite einer Person.

profile-title = Ihr Profil
profile-name = Name
profile-email = Adresse zum Anmelden
profile-change-email = Adresse ändern
profile-change-password = Passwort ändern
profile-current-password = Jetziges Passwort
profile-new-password = Neues Passwort
profile-language = Sprache
profile-country = Land
profile-time-zone = Zeitzone
profile-about = Über Sie
profile-name-hint = Wie andere Sie nennen. Ihren Namen in einem Konto pflegen dessen Admins.
profile-country-none = Keine Angabe
profile-sign-in = Wie Sie sich anmelden
profile-change-email-hint = Sie melden sich mit { $email } an, bis Sie den Link in der Mail öffnen, die wir an die neue Adresse schicken.
profile-new-email = Neue Adresse
profile-new-email-hint = Der Link gilt 24 Stunden.
profile-send-link = Link schicken
profile-address-sent = Wir haben einen Link an { $email } geschickt. Öffnen Sie ihn, um sich mit dieser Adresse anzumelden.
profile-change-password-hint = Danach sind Sie überall außer hier abgemeldet.
profile-password-changed = Ihr Passwort ist geändert. Überall sonst wurden Sie abgemeldet.
profile-sessions = Wo Sie angemeldet sind
profile-sessions-hint = Haben Sie einen Computer verlassen, den andere benutzen, oder ein Telefon verloren? Beenden Sie alle Sitzungen auf einmal, auch diese.
profile-sign-out-everywhere = Überall abmelden
profile-signed-out-everywhere = Sie sind überall abgemeldet.
profile-email-unproven = Noch nicht bestätigt. Öffnen Sie den Link in unserer Mail, oder lassen Sie ihn noch einmal senden.
