### Merging an account in which somebody is alone into another one.

merge-offer = Offer to merge
merge-offer-title = Offer { $name } to bring their account along
merge-offer-joins = { $name } becomes a member here, as { $role }.
merge-offer-credits = What is left of their credits comes here, where both count alike.
merge-offer-stays = What is in their account does not come along. They can look at all of it before they agree.
merge-for-good = It cannot be undone: not by you, not by them, and not by us.
merge-offer-out = An offer is out already since { $since }, and open until { $until }. Offering it again sends another mail.
merge-offer-fact = Offered to merge
merge-offer-open = { $since }, open until { $until }
merge-offered = { $name } gets a mail and decides.
merge-password = Your password
merge-way = You may bring along an account in which you are alone. It then becomes a part of this one.
merge-look = See what would move
merge-title = Merge your account into { $account }
merge-lead = You become a member of { $account }, as { $role }. This is what becomes of what you have.
merge-none = There is no account that you could bring along.
merge-unable = An account can be merged if you are alone in it, may close it, and nothing of its credits is set aside.
merge-which = Which account?
merge-do = Merge into { $account } for good
merge-only-join = Join without merging
merge-stays = { $count ->
    [one] { $things } stays behind and is gone. Download first what you need.
   *[other] { $things } stay behind and are gone. Download first what you need.
}
merge-keys = { $count ->
    [one] One API key dies: { $names }
   *[other] { $count } API keys die: { $names }
}
merge-gone = { $account } is no more. Its addresses say to you alone where it went.
merge-credits-move = { $amount } move to { $account }.
merge-credits-lost = { $amount } are lost: { $account } has no such credits.
merge-done = You are a member of { $account }, and your account is a part of it.
error-merged-title = This account has moved
merge-download = Download all of it first
