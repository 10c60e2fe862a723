### Das Konto: sein Name, und das Wechseln zwischen mehreren.

account-title = Konto
account-your-role = Ihre Rolle
account-last-used = Zuletzt benutzt
account-none = Sie sind noch in keinem Konto
account-none-hint = Wenn Sie jemand einlädt, kommt eine Mail mit einem Link zu Ihnen.
