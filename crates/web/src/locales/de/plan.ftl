refusal-plan_stale = Seit dem Plan wurde etwas geändert. Sehen Sie sich den Plan noch einmal an; getan wurde nichts.
problem-bad_model = Zeile { $line }, Spalte { $column }: { $wrong }; { $instead }.
problem-kind_in_use = Es gibt Ressourcen der Art „{ $value }“, darum muss sie bleiben, und wo sie ist.
problem-nothing_to_choose = „{ $value }“ verschwindet nicht, darum gibt es dafür nichts zu wählen.
problem-not_assignable = „{ $value }“ ist eine Rolle, die nicht gegeben werden kann. Wählen Sie eine von: { $known }.
problem-only_one_can_have_it = „{ $value }“ kann nur einer haben. Wählen Sie eine von: { $known }.
problem-members_lack_permissions = Wer „{ $value }“ bekäme, braucht dafür mehr: { $missing }. Benutzer, denen das fehlt: { $count }.
problem-choose_where_they_go = Jemand hat „{ $value }“, und das verschwindet. Wählen Sie, was an seine Stelle tritt: { $known }, oder nichts.
problem-members_move = Manche Benutzer haben, was dieses Modell nicht hat. Wohin sie gehen, wählen die Admins des Accounts, nicht der Betreiber.
field-model_version = Version
field-model_plan = Plan
field-members_moved = Benutzer, die etwas anderes haben
field-not_restored = Nicht zurückgebracht
model-title = Rollen und Regeln
model-lead = Welche Rollen, Berechtigungen und Zugriffe es hier gibt. Nichts ändert sich, bevor Sie den Plan gesehen und angewendet haben.
model-text = Modell
model-hint = TOML. Was falsch ist, zeigt sich beim Tippen.
model-plan = Zeigen, was sich ändern würde
model-plan-again = Den Plan mit dieser Wahl zeigen
model-is-good = Das ist ein gutes Modell.
model-problems = { $count ->
    [one] Eines ist falsch:
   *[other] { $count } Dinge sind falsch:
}
model-takes-long = In einem Konto mit vielen Benutzern dauert das eine Weile.
model-progress = { $seen } Benutzer durchgesehen
model-progress-of = { $seen } von { $all } Benutzern durchgesehen
model-same = Beide Modelle bedeuten dasselbe. Es gibt nichts anzuwenden.
model-differences = Was anders ist
model-who = Wer gewinnt und wer verliert
model-counts = { $seen } Benutzer angesehen: { $gaining ->
        [one] 1 gewinnt
       *[other] { $gaining } gewinnen
    } etwas, { $losing ->
        [one] 1 verliert
       *[other] { $losing } verlieren
    } etwas.
model-users = Benutzer
model-with-role = Mit der Rolle
model-change = Änderung
model-where = Wo
model-gain = gewinnen „{ $permission }“
model-lose = verlieren „{ $permission }“
model-in-account = im Account
model-everywhere = bei jedem: { $kind }
model-on = { $kind }, wo Zugriff gegeben ist
model-over = über Benutzer mit der Rolle { $role }
model-from = ab
model-by-member = Benutzer für Benutzer
model-more-in-file = Es gibt mehr; in der Datei stehen alle.
model-keys = Schlüssel, die weniger können
model-vanished = Was verschwindet und benutzt wird
model-vanished-lead = Wählen Sie, was diejenigen bekommen, die es haben.
model-choose = { $what } ({ $count } haben es)
model-open = Wählen …
model-nothing = Nichts
model-not-restored = { $count } Dinge wurden seither geändert oder sind weg und kommen nicht zurück.
model-file = Alle Zeilen herunterladen (CSV)
model-confirm = Zum Anwenden „{ $name }“ eintippen
model-confirm-hint = Es gilt sofort, für alle. Es lässt sich rückgängig machen.
model-confirm-wrong = Tippen Sie den Namen des Accounts, „{ $name }“, ein, um es anzuwenden.
model-apply = Anwenden
model-applied = Angewendet als Version { $version }.{ $some ->
    [yes] { " " }{ $lost } Dinge kamen nicht zurück: Sie wurden seither geändert oder sind weg.
   *[no] { "" }
}
model-history = Frühere Versionen
model-version = Version { $version }
model-first = Damit begann der Account.
model-undo-title = Letzte Änderung von Rollen und Regeln rückgängig machen
model-undo-lead = Die Version davor kommt zurück, und die früheren Rechte aller, soweit nichts anderes sie geändert hat.
model-added = neu
model-removed = entfernt
model-part-role = Rolle
model-part-permission = Berechtigung
model-part-resource = Art
model-part-level = Stufe
model-part-project_role = Rolle darauf
model-part-application = Anwendung
model-part-field = Profilfeld
model-part-rule = Regel
model-part-label = Worte

mail-rules-subject = Was Sie in { $account } dürfen, ist anders geregelt
mail-rules-preview = { $who ->
    [operator] Dort gelten jetzt andere Rollen und Regeln.
   *[user] { $by } hat die Rollen und Regeln dort geändert.
}
mail-rules-heading = Rollen und Regeln haben sich geändert
mail-rules-text = { $who ->
    [operator] Die Rollen und Regeln von { $account } wurden geändert. Für Sie heißt das:
   *[user] { $by } hat die Rollen und Regeln von { $account } geändert. Für Sie heißt das:
}
mail-rules-gained = Sie dürfen jetzt:
mail-rules-lost = Sie dürfen nicht mehr:
mail-rules-in-account = { $permission }
mail-rules-everywhere = { $permission } – bei jedem: { $kind }
mail-rules-on = { $permission } – { $kind }, wo Sie Zugriff haben
mail-rules-over = { $permission } – Benutzer mit der Rolle { $role }
mail-rules-more = { $count ->
    [one] Noch eine Sache ist anders.
   *[other] Noch { $count } Dinge sind anders.
}
model-mails = Wer etwas gewinnt oder verliert, erfährt es per Mail, in der eigenen Sprache.
model-what-if = Was es für einen Benutzer bedeutet
model-what-if-who = Name oder E-Mail
model-what-if-hint = Durch Nachsehen ändert sich nichts.
model-what-if-show = Zeigen
model-what-if-nobody = Hier heißt niemand „{ $who }“.
model-what-if-same = Gewinnt und verliert nichts.
model-holders = Wer es hat
model-disappears = hat { $what }, und das verschwindet
model-left-gone = worauf es war, ist weg
model-left-changed = seither geändert
problem-choose_nothing = Jemand hat „{ $value }“, das verschwindet, und nichts kann an seine Stelle treten: Wählen Sie nichts.
refusal-no_former_model = Dieser Account hatte vor diesem kein anderes Modell, darum gibt es keines, das zurückkommen könnte.
field-level = Stufe auf
field-project_role = Rolle auf
field-permission = Berechtigung
field-left = Nicht zurückgebracht an
