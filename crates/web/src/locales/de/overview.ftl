### Wie ein Konto wächst.

overview-title = Überblick
overview-period = Zeitraum
overview-month = 30 Tage
overview-quarter = 13 Wochen
overview-year = 52 Wochen
overview-inactive-30 = Seit 30 Tagen nicht aktiv
overview-inactive-90 = Seit 90 Tagen nicht aktiv
overview-never = Nie aktiv
overview-seats = Plätze im Lauf der Zeit
overview-seats-note = { $first } am { $from }, { $last } jetzt.
overview-day = Am Abend des
overview-from = Gesendet
overview-numbers = Die Zahlen als Tabelle
overview-invitations = Einladungen
overview-sent = Alle
overview-accepted = Angenommen
overview-open = Offen
overview-expired = Abgelaufen
overview-withdrawn = Zurückgezogen
overview-nobody-invited = In dieser Zeit wurde niemand eingeladen.
overview-how = Die Tage gelten nach UTC. Ein Platz zählt vom Tag des Beitritts bis zum Tag des Ausscheidens; deaktivierte Benutzer belegen keinen. Eine Einladung steht da, wo sie zuerst gesendet wurde, mit dem, was bis jetzt aus ihr geworden ist.
