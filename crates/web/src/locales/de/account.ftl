### Das Konto: sein Name, und das Wechseln zwischen mehreren.

account-title = Konto
account-choose = Wählen Sie ein Konto
account-none = Sie gehören zu keinem Konto
account-none-hint = Wenn Sie jemand einlädt, kommt eine Mail mit einem Link zu Ihnen.
