### Was ein Benutzer darf: warum, was es bräuchte, und was über die Rolle hinausgeht.

permissions-title = Berechtigungen
permissions-of = Berechtigungen von { $name }
permissions-done = Die Berechtigungen von { $name } sind gespeichert.
permissions-change = Berechtigungen ändern
permissions-applications = In den Anwendungen
permissions-all = Alle
permissions-all-hint = Alles, was die Rolle gibt, auch was später dazukommt.
permissions-custom = Benutzerdefiniert
permissions-custom-hint = Nur was ausgewählt ist. Was später dazukommt, ist aus.
permissions-everything = alles in den Anwendungen
permissions-tick-all = Alle
permissions-tick-none = Keine
permissions-beyond = Über die Rolle { $role } hinaus
permissions-beyond-hint = Mit einem letzten Tag endet es von selbst. Eine andere Rolle nimmt weg, was sie nicht bietet.
permissions-last-day-of = Letzter Tag von „{ $name }“
permissions-includes = Damit auch: { $names }.
permissions-not-maskable = Für { $roles } gibt es kein Benutzerdefiniert: In den Anwendungen gehört ihnen alles.
permissions-loses = Nimmt weg, was über die Rolle hinaus gegeben wurde: { $names }.
permissions-nothing = Dieser Benutzer darf zurzeit nichts.
permissions-missing =
    { $count ->
        [one] { $count }, was dieser Benutzer nicht darf
       *[other] { $count }, was dieser Benutzer nicht darf
    }
permissions-why = Warum?
permissions-what-would-it-take = Was bräuchte es?
permissions-by-role = Als { $role }.
permissions-by-role-all = Als { $role }, bei allen: { $kinds }.
permissions-by-role-own = Als { $role }, bei eigenen: { $kinds }.
permissions-by-role-granted = Als { $role }, wo Zugriff gegeben wurde: { $kinds }.
permissions-by-extra = Über die Rolle hinaus gegeben.
permissions-by-extra-of = Kommt mit „{ $name }“, über die Rolle hinaus gegeben.
permissions-by-access = Durch Zugriff auf { $name }: { $given }.
permissions-until = Bis { $end }.
permissions-listed = Unter „Benutzerdefiniert“ ausgewählt.
permissions-taken-account = Das Konto ist nicht offen.
permissions-taken-status = Nur wer aktiv ist, darf etwas.
permissions-taken-compliance = Der Compliance-Status des Kontos erlaubt es nicht.
permissions-taken-mask = Unter „Benutzerdefiniert“ nicht ausgewählt.
permissions-taken-role = Es wurde über die Rolle hinaus gegeben, und diese Rolle darf es nicht erhalten.
permissions-help-list = „{ $name }“ unter „Benutzerdefiniert“ auswählen.
permissions-help-extra = „{ $name }“ über die Rolle hinaus geben.
permissions-help-role = Die Rolle { $role } geben.
permissions-help-access = Zugriff geben ({ $kinds }): { $given }.
permissions-given-by = Das kann: { $roles }.
permissions-given-by-nobody = Keine Rolle hier kann es geben.
permissions-nothing-helps = Nichts, was hier gegeben werden kann, würde helfen.
