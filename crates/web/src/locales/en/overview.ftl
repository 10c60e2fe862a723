### How an account grows.

overview-title = Overview
overview-period = Period
overview-month = 30 days
overview-quarter = 13 weeks
overview-year = 52 weeks
overview-inactive-30 = Not active for 30 days
overview-inactive-90 = Not active for 90 days
overview-never = Never active
overview-seats = Seats over time
overview-seats-note = { $first } on { $from }, { $last } now.
overview-day = On the evening of
overview-from = Sent
overview-numbers = The numbers as a table
overview-invitations = Invitations
overview-sent = All
overview-accepted = Accepted
overview-open = Waiting
overview-expired = Expired
overview-withdrawn = Withdrawn
overview-nobody-invited = Nobody was invited in this time.
overview-how = Days are counted by UTC. A seat counts from the day somebody joined to the day they left; disabled users hold none. An invitation stands where it was first sent, with what has become of it by now.
