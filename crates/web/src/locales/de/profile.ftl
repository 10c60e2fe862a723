### Die eigene Seite einer Person.

profile-title = Ihr Profil
profile-name = Name
profile-email = Adresse zum Anmelden
profile-change-email = Adresse ändern
profile-change-password = Passwort ändern
profile-current-password = Bisheriges Passwort
profile-new-password = Neues Passwort
profile-language = Sprache
profile-country = Land
profile-time-zone = Zeitzone
profile-sessions = Wo Sie angemeldet sind
profile-sign-out-everywhere = Überall sonst abmelden
