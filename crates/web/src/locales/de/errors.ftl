### Seiten, die Nein sagen: ein Titel, ein Satz, und wie es weitergeht. Dann, was an einem Feld falsch sein kann.

error-acting-title = Nicht, solange Sie als jemand anderes handeln
error-acting-over-title = Das Handeln als jemand anderes ist vorbei
error-403-title = Sie haben keinen Zugriff auf diese Seite
error-403 = Ihre Rolle enthält sie nicht.
error-403-next = Fragen Sie einen Admin Ihres Kontos, wenn Sie sie brauchen.
error-404-title = Hier ist nichts
error-404 = Die Seite gibt es nicht, oder Sie können sie nicht sehen.
error-404-next = Prüfen Sie die Adresse, oder gehen Sie zum Anfang.
error-410-title = Dieser Link gilt nicht mehr
error-410 = Er galt eine Zeit lang, und die ist vorbei.
error-410-next = Bitten Sie, wer ihn geschickt hat, um einen neuen.
error-429-title = Bitte etwas langsamer
error-429 = Das waren zu viele Versuche in kurzer Zeit.
error-429-next = Warten Sie { $wait } und versuchen Sie es noch einmal.
error-500-title = Bei uns ist etwas schiefgegangen
error-500 = Es liegt nicht an Ihnen, und nichts wurde halb getan.
error-500-next = Versuchen Sie es noch einmal. Geschieht es wieder, nennen Sie Ihrem Admin die Nummer hier unten.
error-reference = Nummer
error-422-title = Das geht so nicht
error-422 = Etwas daran ist nicht gültig.
error-go-to-start = Zum Anfang
error-summary =
    { $count ->
        [one] Bitte sehen Sie sich ein Feld noch einmal an:
       *[other] Bitte sehen Sie sich { $count } Felder noch einmal an:
    }

## Was an einer E-Mail-Adresse falsch sein kann

email-problem-empty = Bitte geben Sie eine E-Mail-Adresse ein.
email-problem-no_at = Das @ fehlt.
email-problem-several_at = Da ist mehr als ein @. Wenn es mehrere Adressen sind, schreiben Sie jede auf eine eigene Zeile.
email-problem-space_inside = In der Adresse steht ein Leerzeichen.
email-problem-control_character = In der Adresse steht ein Zeichen, das man nicht tippen kann.
email-problem-invisible_character = In der Adresse steht ein unsichtbares Zeichen. Tippen Sie sie, statt sie zu kopieren.
email-problem-nothing_before_at = Vor dem @ steht nichts.
email-problem-too_long_before_at = Der Teil vor dem @ ist zu lang; 64 Zeichen sind die Grenze.
email-problem-bad_character = Vor dem @ steht ein Zeichen, das dort nicht stehen kann.
email-problem-misplaced_dot = Da steht ein Punkt, wo keiner stehen kann.
email-problem-nothing_after_at = Nach dem @ steht nichts.
email-problem-domain_without_dot = Der Teil nach dem @ ist nicht vollständig, wie etwa „example.com“.
email-problem-bad_domain = Der Teil nach dem @ ist kein Domainname.
email-problem-too_long = Die Adresse ist zu lang; 254 Zeichen sind die Grenze.
email-problem-unpaired_bracket = Ein < oder > steht allein.

## Was an einem Passwort falsch sein kann

password-problem-too_short = Dieses Passwort ist zu kurz. Es braucht mindestens 12 Zeichen.
password-problem-too_long = Dieses Passwort ist zu lang. Es kann bis zu 256 Zeichen haben.
password-problem-made_of_known_words = Dieses Passwort besteht aus Ihrem Namen oder Ihrer Adresse. Wählen Sie eines, das nichts von Ihnen verrät.
password-problem-too_weak = Dieses Passwort ist leicht zu erraten. Fügen Sie ein paar Wörter an, die nicht zusammengehören.

## Ablehnungen: was der Code bedeutet und was richtig wäre

refusal-not_signed_in = Bitte melden Sie sich zuerst an.
refusal-wrong_credentials = Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen. Prüfen Sie beides und versuchen Sie es noch einmal.
refusal-not_found = So etwas gibt es hier nicht.
refusal-forbidden = Dafür fehlt Ihnen die Berechtigung „{ $permission }“. Fragen Sie einen Admin Ihres Kontos, wenn Sie sie brauchen.
refusal-rank_too_high =
    { $verb ->
        [act_as] Sie können nur als Benutzer handeln, deren Rolle unter Ihrer steht.
       *[other] Ihre Rolle reicht dafür nicht bis zu der dieses Benutzers. Fragen Sie jemanden, dessen Rolle darüber steht.
    }
refusal-role_not_removable = Ein Benutzer mit der Rolle „{ $role }“ kann nicht gelöscht werden. Geben Sie ihm zuerst eine andere Rolle.
refusal-role_not_assignable = Die Rolle „{ $role }“ können Sie nicht vergeben.
refusal-not_held = Sie können nur geben, was Sie selbst haben. Ihnen fehlt: { $missing }.
refusal-not_held_all = Sie können nur geben, was Sie selbst haben. Sie haben nur einige der Berechtigungen und können deshalb nicht alle geben.
refusal-holder_out_of_reach = { $holder } hat das jetzt auf „{ $on }“, und Ihre Rolle reicht nicht so weit. Fragen Sie jemanden, dessen Rolle so weit reicht.
refusal-needs_successor =
    { $seen ->
        [no] Was nur einer haben kann, muss zuerst jemand übernehmen. Bitten Sie einen Administrator, es einem anderen zu geben.
       *[yes] Was nur einer haben kann, muss zuerst jemand übernehmen, und zwar bei: { $on }. Wählen Sie, wer es übernimmt, oder geben Sie es dort einem anderen.
    }
refusal-last_keeper = Danach könnte niemand mehr dieses Konto verwalten. Zuerst muss jemand anderes eine Rolle haben, die das kann.
refusal-last_keeper-named =
    { $count ->
        [one] Danach könnte niemand mehr dieses Konto verwalten. Zuerst muss jemand anderes die Rolle „{ $roles }“ haben.
       *[other] Danach könnte niemand mehr dieses Konto verwalten. Zuerst muss jemand anderes eine dieser Rollen haben: { $roles }.
    }
refusal-not_yourself = Das können Sie nicht mit sich selbst tun.
refusal-not_while_acting = Nicht, solange Sie als jemand anderes handeln: Profile, Anmeldungen, Schlüssel und andere Konten bleiben geschlossen, und nichts geschieht, was sich nicht rückgängig machen lässt. Beenden Sie das zuerst.
refusal-acting_over = Das Handeln als jemand anderes ist vorbei: Die Stunde ist um, oder einer von Ihnen darf es nicht mehr. Es ist nichts geschehen. Beenden Sie es und machen Sie im eigenen Namen weiter.
refusal-invalid =
    { $count ->
        [one] Ein Feld braucht noch einen Blick.
       *[other] { $count } Felder brauchen noch einen Blick.
    }
refusal-stale = Inzwischen hat jemand anderes das geändert. Sehen Sie es noch einmal an, bevor Sie speichern.
refusal-precondition_required = Sagen Sie, welche Version Sie gesehen haben (If-Match).
refusal-idempotency_key_reused = Dieser Idempotency-Key wurde für eine andere Anfrage benutzt.
refusal-wrong_state =
    { $state ->
        [active] Das geht nicht, solange der Benutzer aktiv ist.
        [invited] Das geht nicht, solange die Einladung offen ist.
        [disabled] Das geht nicht, solange der Benutzer deaktiviert ist.
        [archived] Das geht nicht, solange der Benutzer archiviert ist.
        [deleted] Das geht nicht, weil der Benutzer gelöscht ist.
        [not_empty] Darunter liegt noch etwas. Löschen Sie das zuerst.
        [ended] Diese Rücklage wurde schon freigegeben oder ausgegeben.
        [refunded] Das wurde schon ganz zurückgegeben.
        [accepted] Das wurde schon angenommen.
        [declined] Das wurde schon abgelehnt.
        [withdrawn] Das wurde zurückgezogen.
        [expired] Die Zeit dafür ist abgelaufen.
        [invitation_expired] Die Einladung ist abgelaufen. Schicken Sie sie zuerst noch einmal.
        [offered] Ihre Rolle ist schon jemandem angeboten. Nehmen Sie das zuerst zurück.
        [lapsed] Das ist nicht mehr möglich: Einer von beiden ist nicht mehr dabei oder hat die Rolle nicht mehr.
       *[other] Das geht im jetzigen Zustand nicht.
    }
refusal-not_on_offer =
    { $verb ->
        [disable] In diesem Konto werden Benutzer nicht deaktiviert. Wählen Sie einen der angebotenen Wege.
        [archive] In diesem Konto werden Benutzer nicht archiviert. Wählen Sie einen der angebotenen Wege.
       *[other] In diesem Konto werden Benutzer nicht gelöscht. Wählen Sie einen der angebotenen Wege.
    }
refusal-address_taken = Diese Adresse hat hier schon jemand.
refusal-link_expired = Dieser Link ist abgelaufen. Sie können um einen neuen bitten.
refusal-link_used = Dieser Link wurde schon benutzt. Wenn Sie das waren, melden Sie sich einfach an.
refusal-link_lapsed = Diese Einladung gilt nicht mehr, weil der Absender nicht mehr geben kann, was sie anbietet. Sie können um eine neue bitten.
refusal-link_dead = Dieser Link führt nirgendwohin.
refusal-throttled =
    { $seconds ->
        [one] Das waren zu viele Versuche. Versuchen Sie es in { $seconds } Sekunde noch einmal.
       *[other] Das waren zu viele Versuche. Versuchen Sie es in { $seconds } Sekunden noch einmal.
    }
refusal-not_the_invited = Diese Einladung gilt einer anderen Adresse. Melden Sie sich mit der eingeladenen an.
refusal-revision_ahead = Diese Revision ist neuer als alles, was hier bekannt ist. Fragen Sie gleich noch einmal; hilft das nicht, wurden die Daten aus einer Sicherung wiederhergestellt, und die Frage muss ohne sie gestellt werden.
refusal-insufficient_credits = Die Credits reichen nicht: { $available } sind verfügbar, { $wanted } werden gebraucht.
refusal-idempotency_key_required = Senden Sie einen Idempotency-Key mit, damit diese Anfrage auch dann nur einmal ausgeführt wird, wenn sie zweimal kommt.
refusal-changed_since =
    { $known ->
        [no] Das wurde seitdem noch einmal geändert und lässt sich darum nicht einfach rückgängig machen.
       *[other] { $by } hat das seitdem geändert; darum lässt es sich nicht einfach rückgängig machen.
    }
refusal-gone_since = { $what } gibt es nicht mehr und kann darum nicht zurückkommen.
refusal-already_undone = Das wurde schon rückgängig gemacht.
refusal-not_undoable = Das lässt sich nicht rückgängig machen: Das geht 24 Stunden lang bei Änderungen von Rollen, Rechten und Zugriffen und wenn Benutzer entfernt wurden.
refusal-too_large = Das ist zu groß. Die Grenze sind { $limit } Bytes.
fault-unavailable = Der Dienst ist beschäftigt. Nichts wurde geändert; versuchen Sie es gleich noch einmal.
fault-commit_unknown = Es ist nicht sicher, ob Ihre Änderung gespeichert wurde. Sehen Sie nach, bevor Sie es noch einmal versuchen.
fault-internal = Bei uns ist etwas schiefgegangen. Nichts wurde halb getan.
protocol-method_not_allowed = Diese Adresse nimmt diese Methode nicht.
protocol-not_acceptable = Die Antwort wäre JSON, und das schließt der Accept-Header aus.
protocol-unsupported_media_type = Der Inhalt muss application/json sein.
protocol-cross_site = Diese Anfrage kam von einer anderen Website.
protocol-invalid_key = Der API-Schlüssel ist nicht gültig oder nicht mehr.
refusal-session_required = Das ist Sache einer angemeldeten Person; ein API-Schlüssel oder der Blick des Betreibers kann es nicht.
error-cross-site-title = Das kam von einer anderen Website
error-cross-site = Eine andere Website hat Ihren Browser das schicken lassen, darum ist nichts geschehen. Wenn Sie es waren, öffnen Sie die Seite hier und versuchen Sie es noch einmal.
error-409-title = Das geht gerade nicht

## Was an einem Feld falsch sein kann

problem-empty = Bitte füllen Sie das aus.
problem-too_long = Das ist zu lang.
problem-too_many = Das sind zu viele.
problem-too_many-limit = Das sind zu viele: höchstens { $limit }.
problem-control_character = Hier steht ein Zeichen, das nicht gezeigt werden kann. Tippen Sie es neu.
problem-duplicate = Das steht hier zweimal.
problem-unknown_role = Die Rolle „{ $value }“ gibt es nicht.
problem-unknown_member = Diesen Benutzer gibt es in diesem Konto nicht.
problem-members_or_filter = Nennen Sie entweder die Benutzer oder einen Filter.
problem-unknown_resource = So etwas gibt es hier nicht, oder Sie können es nicht sehen.
problem-unknown_level = Diese Stufe gibt es hier nicht.
problem-unknown_project_role = Diese Rolle gibt es hier nicht.
problem-single_has_no_times = Das hat nur ein Benutzer, deshalb wird es ohne Anfang und Ende gegeben.
problem-needs_successor = Jemand muss das haben: Geben Sie es einem anderen Benutzer, der es übernimmt.
problem-only_for_members = „{ $value }“ bei { $name } hat nur ein Benutzer, deshalb bekommt es nur, wer schon beigetreten ist.
problem-one_of_them = Nennen Sie genau eines davon: level, role oder permission.
problem-one_or_the_other = Wählen Sie einen Benutzer oder schreiben Sie eine Adresse, nicht beides.
problem-unknown_kind = Die Art „{ $value }“ gibt es nicht.
problem-unknown_permission = Die Berechtigung „{ $value }“ gibt es nicht.
problem-unknown_status = Diesen Status gibt es nicht.
problem-unknown_column = Eine Spalte „{ $value }“ gibt es nicht.
problem-unknown_sort = Danach lässt sich die Liste nicht sortieren.
problem-unknown_period = Diesen Zeitraum gibt es nicht. Nehmen Sie month, quarter oder year.
problem-has_role_already = Diese Rolle hat der Benutzer schon.
problem-no_heir = Diesen aktiven Benutzer gibt es nicht. Wählen Sie jemand anderen, der dabei ist.
problem-unknown_country = Das Land „{ $value }“ gibt es in ISO 3166-1 nicht.
problem-unknown_language = „{ $value }“ spricht die Konsole nicht.
problem-unknown_time_zone = Die Zeitzone „{ $value }“ gibt es nicht.
problem-wrong_kind = Das kann nicht darunter liegen.
problem-must_be_empty = Das muss leer bleiben.
problem-wrong = Das ist nicht Ihr jetziges Passwort.
problem-unchanged = Das ist es schon.
problem-in_the_past = Das liegt in der Vergangenheit.
problem-ends_before_it_begins = Das endet, bevor es beginnt.
problem-taken = Das ist schon vergeben.
problem-amount_too_small = Geben Sie einen Betrag über null ein.
problem-amount_too_large = Das ist zu viel. Höchstens { $max } sind möglich.
problem-bad_amount = Geben Sie einen Betrag ein, zum Beispiel { $example }.
problem-not_a_size = Das ist keine Größe. Geben Sie eine Zahl von Bytes an, null oder mehr.
problem-not_a_link = Das ist kein Link, der auf einer Seite stehen darf. Geben Sie eine Adresse an, die mit https:// beginnt.
problem-nobody_owns_these = Dinge dieser Art gehören niemandem.
problem-into_itself = Ein Account lässt sich nicht mit sich selbst zusammenführen.
problem-not_yours_to_close = Sie dürfen diesen Account nicht schließen. Mitbringen kann ihn nur, wer das darf.
problem-others_are_in_it = In diesem Account sind andere, oder sie sind eingeladen; mitbringen lässt sich nur ein Account, in dem Sie allein sind. Sie können ohne ihn beitreten und sind dann in beiden.
problem-credits_are_held = Credits dieses Accounts sind vorgemerkt. Warten Sie, bis sie ausgegeben oder frei sind.
refusal-account_merged = Dieser Account ist jetzt ein Teil von { $name }.
problem-not_a_page = Das ist keine Seite des Accounts. Geben Sie ihren Pfad an, etwa /users.
problem-not_asked_for = Darum wurde nicht gebeten.
problem-not_a_spending = Nur was ausgegeben wurde, kann zurückgegeben werden.
problem-too_far_ahead = Das liegt zu weit in der Zukunft. Wählen Sie eine Zeit vor { $max }.
problem-unknown_compliance_status = Es gibt keinen Status „{ $value }“. Bekannt sind: { $known }.
problem-unknown_state = Den Zustand „{ $value }“ gibt es nicht. Nehmen Sie einen, den die Dokumentation der API nennt.
problem-cursor_of_another_list = Dieser Cursor gehört zu einer Liste mit einem anderen Filter. Beginnen Sie die Liste von vorn.
problem-bad_cursor = Dieser Cursor stammt nicht von uns. Beginnen Sie die Liste neu.
problem-bad_revision = Das ist keine Revision dieses Kontos: Senden Sie die Roster-Revision einer früheren Antwort.
problem-bad_etag = If-Match nimmt ein Entity-Tag in Anführungszeichen, etwa "3".
problem-bad_idempotency_key = Ein Idempotency-Key hat 1 bis 200 Zeichen.
problem-model_problem = { $problem }
problem-not_offered = „{ $value }“ wird dieser Rolle nicht angeboten.
problem-no_applications = Es gibt hier keine Anwendungen, von denen etwas übrig bleiben könnte.
problem-role_not_maskable = Für die Rolle „{ $value }“ gibt es kein Benutzerdefiniert.
problem-not_in_application = „{ $value }“ gehört zu keiner Anwendung.
problem-not_on_this_kind = Das gibt es bei dieser Art nicht.
problem-receiver_lacks_permissions = Dem Benutzer fehlen Berechtigungen, die das voraussetzt: { $missing }.
problem-wrong_type = Das hat den falschen Typ: Erwartet wird { $expected }.
problem-no_moment = Das ist kein Zeitpunkt. Schreiben Sie ihn als 2026-11-21T10:00:00Z (RFC 3339) oder als Datum: 2026-11-21.
problem-too_far = Das liegt zu weit entfernt: { $max } ist der letzte mögliche Zeitpunkt. Lassen Sie es weg, wo es kein Ende gibt.
problem-malformed = Das ist nicht wohlgeformt.
problem-missing = Das wird gebraucht.
problem-unknown_field = Ein solches Feld gibt es hier nicht.
problem-out_of_range = Erwartet wird eine Zahl von { $min } bis { $max }.
problem-not_utf8 = Der Inhalt ist kein UTF-8.
problem-not_json = Der Inhalt ist kein JSON.
problem-too_deep = Der Inhalt ist zu tief verschachtelt.
problem-other = Das ist nicht gültig.

problem-only_for_one = Einen Namen kann nur eine einzelne Adresse bekommen.
problem-only_one_role = Hier kann nur eine Rolle vergeben werden.
problem-unknown_mail = Mails der Art „{ $value }“ gibt es hier nicht zu wählen.
problems-title = Womit die API ablehnt
problems-lead = Jede Ablehnung hat einen festen Code, einen Status und einen Satz. Programme entscheiden nach dem Code.
