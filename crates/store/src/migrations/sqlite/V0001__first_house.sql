-- Three families of tables, so that the schema can be sharded later (Citus):
--   by account_id: everything of a tenant;   by person_id: everything of a human;   by email_key: the sign-in addresses.
-- Times are milliseconds since 1970-01-01T00:00Z. Columns ending in _key are normalised for sorting and searching.

-- ---- accounts ------------------------------------------------------------------------------------------------

create table accounts (
  account_id   blob   not null primary key,
  name         text   not null,
  status       text   not null check (status in ('open', 'suspended', 'closed', 'purged', 'merged')),
  created_at   integer not null,
  version      integer not null,
  suspended_at   integer,
  suspended_for  text   not null default '', -- the operator's reason
  closed_at      integer,
  closed_by      blob,             -- a member; null: the operator
  purge_at       integer              -- until then it can be brought back
) strict, without rowid;

-- One row an account, locked first by every change: one writer per account, on both engines.
create table account_heads (
  account_id       blob    not null primary key references accounts,
  revision         integer  not null,  -- moves with every committed change
  access_revision  integer  not null,  -- moves with every change of anyone's rights
  resources_revision  integer  not null,  -- moves when resources are added, moved or deleted
  event_seq        integer  not null,
  event_hash       blob   not null,
  keeper_met       integer not null   -- rule 14 holds from the moment it was first met
) strict, without rowid;

create table model_texts (
  hash        blob  not null primary key,  -- SHA-256 of the text
  text        text   not null,
  created_at  integer not null
) strict, without rowid;

create table account_models (
  account_id  blob   not null references accounts,
  version     integer not null,
  hash        blob  not null references model_texts,
  choices     text   not null default '{}', -- JSON: what became of what the one before had
  applied_at  integer not null,
  applied_by  blob,
  primary key (account_id, version)
) strict, without rowid;

-- What is known of an account beside its name: the model's account fields.
create table account_details (
  account_id  blob not null references accounts,
  field       text not null,
  value       text not null,
  primary key (account_id, field)
) strict, without rowid;

-- ---- members ---------------------------------------------------------------------------------------------------

create table members (
  account_id      blob    not null references accounts,
  member_id       blob    not null,
  person_id       blob,             -- null until an invitation is accepted
  status          text    not null check (status in ('invited', 'active', 'disabled', 'archived', 'deleted')),
  name            text    not null,
  name_key        text    not null,
  given_name      text    not null, -- the two parts of the name, where they were given apart
  family_name     text    not null,
  email           text    not null,
  email_key       text    not null,
  email_searched  text, -- as people write it, where that isn't email_key
  company         text    not null,
  company_key     text    not null,
  fields          text    not null, -- JSON object: the model's profile fields
  note            text    not null,
  masked          integer not null,
  invited_until   integer,           -- the open invitation's end; null when there is none
  language        text,
  country         text,
  version         integer  not null,
  created_at      integer  not null,
  joined_at       integer,
  left_at         integer,
  last_active_at  integer,
  -- What the list is sorted by: the ids of the roles, in order; when last active, or 0.
  roles_key       text    not null default '',
  active_key      integer generated always as (coalesce(last_active_at, 0)) stored,
  primary key (account_id, member_id)
) strict, without rowid;
create unique index members_by_email on members (account_id, email_key);
create index members_by_name on members (account_id, name_key, member_id);
-- Whether anybody here has an address of a domain.
create index members_by_domain on members (account_id, substr(email_key, instr(email_key, '@') + 1)) where joined_at is not null;
create index members_by_status on members (account_id, status, name_key, member_id);
-- One for each way to sort the list.
create index members_by_status_email on members (account_id, status, email_key, member_id);
create index members_by_status_company on members (account_id, status, company_key, member_id);
create index members_by_status_roles on members (account_id, status, roles_key, member_id);
create index members_by_status_active on members (account_id, status, active_key, member_id);
create index members_by_invited_until on members (account_id, invited_until) where status = 'invited';
create unique index members_by_person on members (account_id, person_id) where person_id is not null;
-- How many came and went in a time: read from the index alone.
create index members_by_joined on members (account_id, joined_at, status) where joined_at is not null;
create index members_by_left on members (account_id, left_at, status) where left_at is not null and joined_at is not null;

create table member_roles (
  account_id  blob not null,
  member_id   blob not null,
  role        text not null,
  from_at     integer,
  until_at    integer,
  given_at    integer not null,
  given_by    blob,                    -- a member; null: the model, an API key or the operator (the event says which)
  primary key (account_id, member_id, role),
  foreign key (account_id, member_id) references members (account_id, member_id)
) strict, without rowid;
create index member_roles_by_role on member_roles (account_id, role, member_id);

create table member_extras (
  account_id  blob not null,
  member_id   blob not null,
  permission  text not null,
  from_at     integer,
  until_at    integer,
  given_at    integer not null,
  given_by    blob,                    -- a member; null: the model, an API key or the operator (the event says which)
  primary key (account_id, member_id, permission),
  foreign key (account_id, member_id) references members (account_id, member_id)
) strict, without rowid;

-- The permissions a member set to Custom keeps (rule 9); meaningless while members.masked is false.
create table member_masks (
  account_id  blob not null,
  member_id   blob not null,
  permission  text not null,
  primary key (account_id, member_id, permission),
  foreign key (account_id, member_id) references members (account_id, member_id)
) strict, without rowid;

-- ---- models applied to members ---------------------------------------------------------------------------------

-- What members held that the newest model of the account doesn't have, and what took its place: enough to undo it. Of former models as
-- long as mails about them are still to be written.
create table model_moves (
  account_id  blob not null,
  version     integer not null, -- of the account's model
  member_id   blob not null,
  images      text not null, -- JSON: what was, what took its place
  primary key (account_id, version, member_id),
  foreign key (account_id, version) references account_models (account_id, version),
  foreign key (account_id, member_id) references members (account_id, member_id)
) strict, without rowid;

-- Mails about another model are still to be written, from its predecessor on. Of several the one from the newest goes first, as far as
-- the next older one had come: so nobody is told of the same twice.
create table model_mails (
  account_id  blob not null,
  version     integer not null, -- of the account's model, before
  after_id    blob not null, -- the last member who was looked at
  primary key (account_id, version),
  foreign key (account_id, version) references account_models (account_id, version)
) strict, without rowid;

-- ---- resources and access ----------------------------------------------------------------------------------

create table resources (
  account_id   blob   not null references accounts,
  resource_id  blob   not null,
  kind         text   not null,
  parent_id    blob,
  name         text   not null,
  name_key     text   not null,
  external_id  text  , -- the product's own name for it
  owner_id     blob,               -- a member
  created_at   integer not null,
  version      integer not null,
  primary key (account_id, resource_id),
  foreign key (account_id, parent_id) references resources (account_id, resource_id),
  foreign key (account_id, owner_id) references members (account_id, member_id),
  check (parent_id <> resource_id)
) strict, without rowid;
create index resources_by_name on resources (account_id, kind, name_key, resource_id);
create index resources_by_parent on resources (account_id, parent_id, name_key, resource_id);
create index resources_by_owner on resources (account_id, owner_id) where owner_id is not null;
create unique index resources_by_external_id on resources (account_id, kind, external_id) where external_id is not null;

-- Every resource with itself (depth 0) and each of its ancestors.
create table resource_paths (
  account_id   blob   not null,
  resource_id  blob   not null,
  depth        integer not null,
  ancestor_id  blob   not null,
  primary key (account_id, resource_id, depth),
  foreign key (account_id, resource_id) references resources (account_id, resource_id),
  foreign key (account_id, ancestor_id) references resources (account_id, resource_id)
) strict, without rowid;
create index resource_paths_by_ancestor on resource_paths (account_id, ancestor_id, resource_id);

-- What the product says of a resource beside its name.
create table resource_attributes (
  account_id   blob   not null,
  resource_id  blob   not null,
  size         integer check (size >= 0),   -- bytes
  media_type   text,
  link         text,
  primary key (account_id, resource_id),
  foreign key (account_id, resource_id) references resources (account_id, resource_id)
) strict, without rowid;

-- slot: 'level' (at most one per member and resource), 'role:<id>' or 'permission:<id>'; value: the id.
create table grants (
  account_id   blob    not null,
  member_id    blob    not null,
  resource_id  blob    not null,
  slot         text    not null,
  value        text    not null,
  from_at      integer,
  until_at     integer,
  given_at     integer  not null,
  given_by     blob,             -- a member; null: the model, an API key or the operator (the event says which)
  by_model     integer not null,
  primary key (account_id, member_id, resource_id, slot),
  foreign key (account_id, member_id) references members (account_id, member_id),
  foreign key (account_id, resource_id) references resources (account_id, resource_id)
) strict, without rowid;
create index grants_by_resource on grants (account_id, resource_id, member_id);

-- ---- invitations ------------------------------------------------------------------------------------------------

-- The link's secret is derived: HMAC(key key_id, 'invitation' || invitation_id || generation). Resending raises the generation.
create table invitations (
  account_id     blob   not null,
  invitation_id  blob   not null,
  member_id      blob   not null,
  state          text   not null check (state in ('open', 'expired', 'withdrawn', 'accepted')),
  generation     integer not null,
  key_id         text   not null,
  message        text   not null,
  invited_by     blob,              -- a member; null: the operator or an account key
  invited_key    blob,              -- the account key, if it was one
  created_at     integer not null,
  sent_at        integer not null,
  expires_at     integer not null,
  closed_at      integer,
  asked_at       integer,            -- when a new link was last asked for
  lost           text   not null default '', -- names of resources that it offered and that were deleted meanwhile, one per line
  told           text   not null default 'mail' check (told in ('', 'mail', 'link')), -- how the newest link reached them; '': not at all yet
  welcome        integer not null default 0, -- they were created as a user, and are welcomed
  subject        text   not null default '', -- of the mail that welcomes them; '': the usual one
  primary key (account_id, invitation_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
) strict, without rowid;
create unique index invitations_by_member on invitations (account_id, member_id) where state in ('open', 'expired');
create index invitations_by_inviter on invitations (account_id, invited_by) where state in ('open', 'expired');
-- How many were sent in a time, and what became of them: read from the index alone.
create index invitations_by_time on invitations (account_id, created_at, state, expires_at, told);
create index invitations_by_asked on invitations (account_id, asked_at) where asked_at is not null and state in ('open', 'expired');

-- Wishes to sign up, until it is shown that the address is theirs. The link's secret is derived like an invitation's.
create table sign_ups (
  account_id  blob not null references accounts,
  sign_up_id  blob not null,
  email       text not null,
  email_key   text not null,
  key_id      text not null,
  created_at  integer not null,
  expires_at  integer not null,
  used_at     integer,
  primary key (account_id, sign_up_id)
) strict, without rowid;
create index sign_ups_by_end on sign_ups (account_id, expires_at);
create index sign_ups_by_email on sign_ups (account_id, email_key);

-- What members don't want to be mailed about, each for themself.
create table silences (
  account_id  blob not null,
  member_id   blob not null,
  change      text not null,
  primary key (account_id, member_id, change),
  foreign key (account_id, member_id) references members (account_id, member_id)
) strict, without rowid;

-- Where members are in the console, for their colleagues. hidden_at: they don't want to be seen.
create table presence (
  account_id  blob not null,
  member_id   blob not null,
  page        text not null,
  seen_at     integer not null,
  hidden_at   integer,
  primary key (account_id, member_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
) strict, without rowid;
create index presence_by_time on presence (account_id, seen_at, member_id);

-- ---- how members look at lists ------------------------------------------------------------------------------

-- The columns of the list of members that somebody chose for themself: their words in the model, with commas between.
create table list_columns (
  account_id  blob not null,
  member_id   blob not null,
  columns     text not null,
  primary key (account_id, member_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
) strict, without rowid;

-- ---- audit ---------------------------------------------------------------------------------------------------------

-- The bare fact, chained: hash = SHA-256(prev_hash || fact || details_digest); details_digest = SHA-256(salt || details).
create table events (
  account_id      blob   not null references accounts,
  seq             integer not null,
  at              integer not null,
  kind            text   not null,
  actor_kind      text   not null,
  actor_id        blob,
  on_behalf_of    blob,
  target_kind     text   not null,
  target_id       blob,
  prev_hash       blob  not null,
  details_digest  blob  not null,
  primary key (account_id, seq)
) strict, without rowid;
create index events_by_kind on events (account_id, kind, seq);
create index events_by_actor on events (account_id, actor_id, seq);
create index events_by_on_behalf_of on events (account_id, on_behalf_of, seq) where on_behalf_of is not null;
create index events_by_target on events (account_id, target_id, seq);

-- Erasable, so that personal data can be purged and the chain still verifies.
create table event_details (
  account_id  blob   not null,
  seq         integer not null,
  salt        blob  not null,
  details     text   not null,
  primary key (account_id, seq),
  foreign key (account_id, seq) references events (account_id, seq)
) strict, without rowid;

-- Denied attempts: at most one event per actor, permission and minute; the rest is counted here.
create table denials (
  account_id  blob   not null references accounts,
  actor       text   not null,
  permission  text   not null,
  minute      integer not null,
  attempts    integer not null,
  primary key (account_id, actor, permission, minute)
) strict, without rowid;

-- ---- what an account shares ----------------------------------------------------------------------------------

-- The ledger: only ever added to. What the account has is what stands behind the newest entry, which is the sum of all.
create table credit_entries (
  account_id  blob    not null references accounts,
  seq         integer not null,
  at          integer not null,   -- never before the entry in front of it
  kind        text    not null check (kind in ('allocation', 'purchase', 'refund', 'merge', 'spending', 'hold', 'release', 'capture', 'expiry')),
  amount      integer not null,   -- the change of the balance
  held        integer not null,   -- the change of what is set aside
  balance     integer not null,
  set_aside   integer not null check (set_aside >= 0),
  of_seq      integer,            -- the spending that is given back, the hold that ends, the credits that ended
  expires_at  integer,
  actor_kind  text    not null,
  actor_id    blob,
  member_id   blob,               -- the member who acted, or in whose name a key did
  reference   text    not null,   -- the product's own: an order, an invoice
  note        text    not null,
  primary key (account_id, seq),
  foreign key (account_id, of_seq) references credit_entries (account_id, seq),
  check (balance >= set_aside)
) strict, without rowid;
create index credit_entries_by_time on credit_entries (account_id, at, seq);
create index credit_entries_by_kind on credit_entries (account_id, kind, seq);
create index credit_entries_by_member on credit_entries (account_id, member_id, seq) where member_id is not null;
create index credit_entries_by_of on credit_entries (account_id, of_seq, kind) where of_seq is not null;

-- What is left of credits that end; a row goes with the last of them.
create table credit_lots (
  account_id  blob    not null,
  seq         integer not null,   -- the entry that brought them
  expires_at  integer not null,
  remaining   integer not null check (remaining > 0),
  primary key (account_id, seq),
  foreign key (account_id, seq) references credit_entries (account_id, seq)
) strict, without rowid;
create index credit_lots_by_end on credit_lots (account_id, expires_at, seq);

-- What is set aside; a row goes with its end.
create table credit_holds (
  account_id  blob    not null,
  seq         integer not null,   -- the entry that set it aside
  amount      integer not null check (amount > 0),
  until_at    integer,            -- released by itself
  primary key (account_id, seq),
  foreign key (account_id, seq) references credit_entries (account_id, seq)
) strict, without rowid;
create index credit_holds_by_end on credit_holds (account_id, until_at, seq) where until_at is not null;

-- Absent: the first status that the model declares.
create table account_compliance (
  account_id  blob    not null primary key references accounts,
  status      text    not null,
  note        text    not null,   -- for all members to read
  changed_at  integer not null,
  changed_by  blob,               -- a member
  version     integer not null
) strict, without rowid;

create table quotations (
  account_id    blob    not null references accounts,
  quotation_id  blob    not null,
  title         text    not null,
  text          text    not null,   -- never changed: what was accepted is what was offered
  amount        integer check (amount > 0),
  reference     text    not null,
  state         text    not null check (state in ('open', 'accepted', 'declined', 'withdrawn')),
  valid_until   integer,
  issued_at     integer not null,
  issued_by     blob,               -- a member
  decided_at    integer,
  decided_by    blob,               -- a member
  decided_name  text    not null,   -- what they were called then
  entry_seq     integer,            -- the spending
  primary key (account_id, quotation_id),
  foreign key (account_id, entry_seq) references credit_entries (account_id, seq)
) strict, without rowid;
create index quotations_by_state on quotations (account_id, state, quotation_id);

-- ---- merging one account into another ---------------------------------------------------------------------------

-- Whoever is invited may bring the account along in which they are alone.
create table merge_offers (
  account_id   blob    not null,
  member_id    blob    not null,   -- who is invited
  offered_at   integer not null,
  offered_by   blob    not null,   -- a member
  primary key (account_id, member_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
) strict, without rowid;

-- Where an account went that is no more.
create table merged_accounts (
  account_id    blob    not null primary key references accounts,
  into_account  blob    not null references accounts,
  merged_at     integer not null
) strict, without rowid;

-- ---- what members ask an admin for ------------------------------------------------------------------------------

create table access_requests (
  account_id    blob    not null references accounts,
  request_id    blob    not null,
  member_id     blob    not null,   -- who asks
  target        text    not null,   -- 'resource:<id>', 'permission:<id>' or 'page:<path>', whether it is there or not
  permission    text,               -- what was missing on the resource
  word          text    not null,   -- what it is needed for
  state         text    not null check (state in ('open', 'given', 'declined')),
  asked_at      integer not null,   -- moves when the admins are reminded
  decided_at    integer,
  decided_by    blob,               -- a member
  decided_name  text    not null,   -- what they were called then
  answer        text    not null,   -- a word to the one who asked
  primary key (account_id, request_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
) strict, without rowid;
create index access_requests_by_state on access_requests (account_id, state, request_id);
create index access_requests_by_target on access_requests (account_id, member_id, target, request_id);

-- ---- keys, idempotency ---------------------------------------------------------------------------------------

create table api_keys (
  account_id    blob not null references accounts,
  key_id        blob not null,
  label         text not null,
  secret_hash   blob not null, -- SHA-256 of a 256-bit secret
  member_id     blob not null, -- who made it
  permissions   text not null, -- JSON array of permission ids: what is written on it
  bounds        text,          -- JSON: a key of the account, and what was fixed when it was made; null: it may what its maker may, now
  created_at    integer not null,
  expires_at    integer,
  last_used_at  integer,
  revoked_at    integer,
  primary key (account_id, key_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
) strict, without rowid;

create table idempotency (
  account_id  blob   not null, -- nil: the installation
  actor       text   not null,
  key         text   not null,
  digest      blob  not null, -- SHA-256 of method, path and body
  outcome     text   not null, -- JSON: ids and codes, never a secret or an address
  created_at  integer not null,
  primary key (account_id, actor, key)
) strict, without rowid;
create index idempotency_by_age on idempotency (account_id, created_at);

-- ---- acting as somebody else --------------------------------------------------------------------------------

-- Good in the one browser it began in, for an hour at most, and only while both members are what they were.
create table acting_sessions (
  account_id  blob not null,
  acting_id   blob not null,
  member_id   blob not null, -- as whom
  actor_id    blob not null, -- who acts: a member
  session_id  blob not null, -- the browser
  reason      text not null,
  started_at  integer not null,
  expires_at  integer not null,
  ended_at    integer,
  primary key (account_id, acting_id),
  foreign key (account_id, member_id) references members (account_id, member_id),
  foreign key (account_id, actor_id) references members (account_id, member_id)
) strict, without rowid;
create index acting_sessions_by_member on acting_sessions (account_id, member_id, acting_id);
create index acting_sessions_open on acting_sessions (account_id, member_id, actor_id) where ended_at is null;
-- ---- roles that are handed over ------------------------------------------------------------------------------

-- A role that keeps the account, offered by its holder to one successor.
create table transfers (
  account_id   blob not null,
  transfer_id  blob not null,
  from_member  blob not null,
  to_member    blob not null,
  role         text not null,
  state        text not null check (state in ('open', 'accepted', 'declined', 'withdrawn', 'expired', 'lapsed')),
  created_at   integer not null,
  expires_at   integer not null,
  closed_at    integer,
  primary key (account_id, transfer_id),
  foreign key (account_id, from_member) references members (account_id, member_id),
  foreign key (account_id, to_member) references members (account_id, member_id)
) strict, without rowid;
-- A role is offered to one at a time.
create unique index transfers_open on transfers (account_id, from_member) where state = 'open';

-- Sign-in addresses that were proposed for members, and wait to be confirmed by them.
create table address_proposals (
  account_id   blob not null,
  member_id    blob not null,
  email        text not null,
  email_key    text not null,
  link_id      blob,             -- of the person; null: the address is somebody else's, which nobody is told
  proposed_by  blob,             -- a member
  proposed_at  integer not null,
  expires_at   integer not null,
  primary key (account_id, member_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
) strict, without rowid;

-- Resources that were deleted while somebody who had access to them was out: what can't come back with them.
create table lost_access (
  account_id   blob not null,
  member_id    blob not null,
  resource_id  blob not null,
  kind         text not null,
  name         text not null,
  lost_at      integer not null,
  primary key (account_id, member_id, resource_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
) strict, without rowid;

-- ---- the operator looks ---------------------------------------------------------------------------------------

-- The secrets of link and browser are derived: HMAC(key key_id, 'support' || support_id || 1 or 2).
create table support_accesses (
  account_id  blob not null references accounts,
  support_id  blob not null,
  key_id      text not null,
  reason      text not null,
  created_at  integer not null,
  expires_at  integer not null,
  opened_at   integer,
  ended_at    integer,
  primary key (account_id, support_id)
) strict, without rowid;

-- ---- bulk jobs ---------------------------------------------------------------------------------------------------

-- Something that is done to many members, in chunks. It is found by its line in `due` until it has ended.
create table jobs (
  account_id  blob    not null references accounts,
  job_id      blob    not null,
  deed        text    not null, -- JSON: what is done
  asker       text    not null, -- JSON: who asked, from where; asked again, chunk by chunk, whether they may
  asked_by    blob,             -- the member who asked, or in whose name it was asked
  state       text    not null check (state in ('running', 'done', 'cancelled', 'failed')),
  total       integer not null,
  done        integer not null,
  unchanged   integer not null,
  refused     integer not null,
  tries       integer not null, -- how often in a row a chunk fell over a fault
  created_at  integer not null,
  ended_at    integer,
  primary key (account_id, job_id)
) strict, without rowid;

create table job_items (
  account_id  blob    not null,
  job_id      blob    not null,
  position    integer not null, -- 1, 2, …: in this order they are taken
  member_id   blob    not null,
  undoes      integer,          -- the first event of the change that is undone
  state       text    not null check (state in ('waiting', 'done', 'unchanged', 'refused', 'cancelled')),
  seq         integer,          -- the first event of what was done
  refusal     text,             -- JSON: why not
  primary key (account_id, job_id, position),
  foreign key (account_id, job_id) references jobs (account_id, job_id)
) strict, without rowid;

-- ---- undo ----------------------------------------------------------------------------------------------------------

-- What a change took the place of, for a day. One row for all of a change, which may have several events.
create table undo (
  account_id  blob    not null,
  seq         integer not null, -- the first event of the change
  last_seq    integer not null,
  member_id   blob    not null,
  images      text    not null, -- JSON: who, what was, what took its place
  job_id      blob,
  at          integer not null,
  undone_by   integer,          -- the first event of what undid it
  primary key (account_id, seq),
  foreign key (account_id, seq) references events (account_id, seq)
) strict, without rowid;
create index undo_by_job on undo (account_id, job_id, seq) where job_id is not null;
create index undo_by_age on undo (account_id, at);

-- ---- timed work and mail -----------------------------------------------------------------------------------

-- Everything that happens by itself at a time; the only table the loops look at.
create table due (
  account_id  blob   not null, -- nil: the installation
  kind        text   not null,
  id          blob   not null,
  at          integer not null,
  primary key (account_id, kind, id)
) strict, without rowid;
create index due_by_time on due (kind, at);
-- Which accounts have mails to send, and each its oldest.
create index due_mails on due (account_id, at, id) where kind = 'mail';

create table outbox (
  account_id      blob   not null, -- nil: mail to a person that concerns no account
  mail_id         blob   not null,
  params          text   not null, -- JSON: a MailKind and its parameters; no link, no secret
  link            text   not null, -- JSON: which link is derived at sending; '' for none
  to_email        text   not null,
  to_name         text   not null,
  language        text   not null,
  message_id      text   not null, -- RFC 5322 Message-ID, fixed for all attempts
  invitation_id   blob,            -- whose delivery state this is
  state           text   not null check (state in ('queued', 'sending', 'sent', 'refused', 'dropped')),
  attempts        integer not null,
  repeats         integer not null, -- attempts after a crash between the server's answer and our commit
  queued_at       integer not null,
  sent_at         integer,
  last_answer     text   not null, -- what the mail server said last
  primary key (account_id, mail_id)
) strict, without rowid;
create index outbox_by_invitation on outbox (account_id, invitation_id, queued_at) where invitation_id is not null;
-- What was mailed to somebody apart from invitations, to be found when they are erased.
create index outbox_by_address on outbox (account_id, to_email) where invitation_id is null;
create index outbox_by_state on outbox (state, queued_at);

-- ---- persons: global, in no account --------------------------------------------------------------------------

create table persons (
  person_id   blob   not null primary key,
  name        text   not null,
  language    text   not null,
  country     text,
  time_zone   text   not null,
  created_at  integer not null,
  version     integer not null
) strict, without rowid;

create table person_emails (
  email_key    text    not null primary key,
  person_id    blob    not null,
  email        text    not null,
  verified_at  integer,           -- null: nobody knows yet whether they read its mail
  sign_in      integer not null,
  created_at   integer  not null
) strict, without rowid;
create index person_emails_by_person on person_emails (person_id);

create table person_credentials (
  person_id   blob   not null,
  kind        text   not null,
  secret      text   not null, -- password: a PHC string (argon2id)
  changed_at  integer not null,
  primary key (person_id, kind)
) strict, without rowid;

create table sessions (
  person_id    blob   not null,
  session_id   blob   not null,
  secret_hash  blob  not null,
  created_at   integer not null,
  seen_at      integer not null,
  expires_at   integer not null,
  user_agent   text   not null,
  address      text   not null,
  primary key (person_id, session_id)
) strict, without rowid;

-- One-time links of a person; the secret is derived like an invitation's.
create table person_links (
  person_id   blob   not null,
  link_id     blob   not null,
  kind        text   not null check (kind in ('password_reset', 'prove_email', 'proposed_email')),
  key_id      text   not null,
  email       text   not null, -- prove_email: the address to be proven
  former      text,            -- JSON: the addresses it took the place of, until the contact addresses in all accounts have followed
  account_id  blob,            -- where it was asked for, if in an account
  mail_account  blob,          -- the mail that carries it
  mail_id     blob,
  created_at  integer not null,
  expires_at  integer not null,
  used_at     integer,
  primary key (person_id, link_id)
) strict, without rowid;

-- Which accounts a person is in: the person's side of members.person_id.
create table person_accounts (
  person_id     blob   not null,
  account_id    blob   not null,
  member_id     blob   not null,
  joined_at     integer not null,
  last_used_at  integer not null,
  primary key (person_id, account_id)
) strict, without rowid;

-- Fixed windows per bucket (a hash of kind and subject): sign-in, reset, invitation.
create table throttles (
  bucket      blob  not null primary key,
  started_at  integer not null,
  attempts    integer not null,
  about       blob              -- what it is one of several windows about, hashed
) strict, without rowid;
create index throttles_by_about on throttles (about) where about is not null;

-- Tries to sign in that failed, by a hash of the address, whether or not anybody signs in with it: how often, and when last.
create table sign_in_failures (
  subject   blob not null,
  reason    text not null check (reason in ('wrong_password', 'throttled')),
  tries     integer not null,
  first_at  integer not null,
  last_at   integer not null,
  primary key (subject, reason)
) strict, without rowid;

-- When a person last signed in.
create table sign_ins (
  person_id  blob not null primary key,
  last_at    integer not null
) strict, without rowid;

-- ---- how much there is ------------------------------------------------------------------------------------------

-- Without this SQLite takes an account for a handful of rows and reads all of it where an index would do. These are the proportions
-- of a large installation: the rows of a table, then how many share the first column of the key, the first two, and so on.
analyze;
insert into sqlite_stat1 (tbl, idx, stat) values
  ('account_details', 'account_details', '10000 10 1'),
  ('members', 'members', '1000000 1000 1'),
  ('members', 'members_by_email', '1000000 1000 1'),
  ('members', 'members_by_name', '1000000 1000 2 1'),
  ('members', 'members_by_domain', '1000000 1000 20'),
  ('members', 'members_by_status', '1000000 1000 300 2 1'),
  ('members', 'members_by_status_email', '1000000 1000 300 1 1'),
  ('members', 'members_by_status_company', '1000000 1000 300 20 1'),
  ('members', 'members_by_status_roles', '1000000 1000 300 100 1'),
  ('members', 'members_by_status_active', '1000000 1000 300 2 1'),
  ('members', 'members_by_invited_until', '50000 50 1'),
  ('members', 'members_by_person', '1000000 1000 1'),
  ('members', 'members_by_joined', '1000000 1000 2 1'),
  ('members', 'members_by_left', '200000 200 2 1'),
  ('member_roles', 'member_roles', '1000000 1000 1 1'),
  ('member_roles', 'member_roles_by_role', '1000000 1000 100 1'),
  ('member_extras', 'member_extras', '100000 100 2 1'),
  ('member_masks', 'member_masks', '100000 100 5 1'),
  ('resources', 'resources', '1000000 1000 1'),
  ('resources', 'resources_by_name', '1000000 1000 500 2 1'),
  ('resources', 'resources_by_parent', '1000000 1000 10 2 1'),
  ('resources', 'resources_by_owner', '1000000 1000 10'),
  ('resources', 'resources_by_external_id', '1000000 1000 500 1'),
  ('resource_paths', 'resource_paths', '2000000 2000 2 1'),
  ('resource_paths', 'resource_paths_by_ancestor', '2000000 2000 4 1'),
  ('grants', 'grants', '3000000 3000 3 1 1'),
  ('grants', 'grants_by_resource', '3000000 3000 3 1'),
  ('invitations', 'invitations', '1000000 1000 1'),
  ('invitations', 'invitations_by_member', '1000000 1000 1'),
  ('invitations', 'invitations_by_inviter', '1000000 1000 20'),
  ('invitations', 'invitations_by_asked', '1000 5 1'),
  ('invitations', 'invitations_by_time', '1000000 1000 2 1 1 1'),
  ('sign_ups', 'sign_ups', '10000 100 1'),
  ('sign_ups', 'sign_ups_by_email', '10000 100 1'),
  ('sign_ups', 'sign_ups_by_end', '10000 100 1'),
  ('silences', 'silences', '10000 10 2 1'),
  ('list_columns', 'list_columns', '100000 100 1'),
  ('presence', 'presence', '10000 10 1'),
  ('presence', 'presence_by_time', '10000 10 2 1'),
  ('events', 'events', '10000000 10000 1'),
  ('events', 'events_by_kind', '10000000 10000 500 1'),
  ('events', 'events_by_actor', '10000000 10000 200 1'),
  ('events', 'events_by_on_behalf_of', '100000 100 10 1'),
  ('events', 'events_by_target', '10000000 10000 10 1'),
  ('event_details', 'event_details', '10000000 10000 1'),
  ('denials', 'denials', '10000 10 5 2 1'),
  ('credit_entries', 'credit_entries', '10000000 10000 1'),
  ('credit_entries', 'credit_entries_by_time', '10000000 10000 2 1'),
  ('credit_entries', 'credit_entries_by_kind', '10000000 10000 2000 1'),
  ('credit_entries', 'credit_entries_by_member', '10000000 10000 200 1'),
  ('credit_entries', 'credit_entries_by_of', '1000000 1000 2 1'),
  ('credit_lots', 'credit_lots', '100000 100 1'),
  ('credit_lots', 'credit_lots_by_end', '100000 100 2 1'),
  ('credit_holds', 'credit_holds', '100000 100 1'),
  ('credit_holds', 'credit_holds_by_end', '100000 100 2 1'),
  ('quotations', 'quotations', '100000 100 1'),
  ('quotations', 'quotations_by_state', '100000 100 50 1'),
  ('access_requests', 'access_requests_by_state', '100000 100 50 1'),
  ('access_requests', 'access_requests_by_target', '100000 100 20 2 1'),
  ('api_keys', 'api_keys', '10000 10 1'),
  ('support_accesses', 'support_accesses', '1000 2 1'),
  ('acting_sessions', 'acting_sessions', '100000 100 1'),
  ('acting_sessions', 'acting_sessions_by_member', '100000 100 3 1'),
  ('acting_sessions', 'acting_sessions_open', '1000 2 1 1'),
  ('address_proposals', 'address_proposals', '1000 2 1'),
  ('lost_access', 'lost_access', '10000 20 2 1'),
  ('transfers', 'transfers', '1000 2 1'),
  ('transfers', 'transfers_open', '100 1 1'),
  ('idempotency', 'idempotency', '1000000 1000 100 1'),
  ('idempotency', 'idempotency_by_age', '1000000 1000 1'),
  ('jobs', 'jobs', '100000 100 1'),
  ('job_items', 'job_items', '10000000 10000 1000 1'),
  ('model_moves', 'model_moves', '100000 100 50 1'),
  ('model_mails', 'model_mails', '100 1 1'),
  ('undo', 'undo', '1000000 1000 1'),
  ('undo', 'undo_by_job', '100000 100 50 1'),
  ('undo', 'undo_by_age', '1000000 1000 2'),
  ('due', 'due', '100000 100 50 1'),
  ('due', 'due_by_time', '100000 50000 1'),
  ('due', 'due_mails', '50000 50 2 1'),
  ('outbox', 'outbox', '2000000 2000 1'),
  ('outbox', 'outbox_by_invitation', '2000000 2000 2 1'),
  ('outbox', 'outbox_by_address', '2000000 2000 2'),
  ('outbox', 'outbox_by_state', '2000000 400000 1'),
  ('person_accounts', 'person_accounts', '1000000 2 1'),
  ('person_emails', 'person_emails', '1000000 1'),
  ('person_emails', 'person_emails_by_person', '1000000 1'),
  ('throttles', 'throttles_by_about', '10000 2'),
  ('sessions', 'sessions', '1000000 2 1');
