-- Three families of tables, so that the schema can be sharded later (Citus):
--   by account_id: everything of a tenant;   by person_id: everything of a human;   by email_key: the sign-in addresses.
-- Times are milliseconds since 1970-01-01T00:00Z. Columns ending in _key are normalised for sorting and searching.

-- ---- accounts ------------------------------------------------------------------------------------------------

create table accounts (
  account_id   uuid   not null primary key,
  name         text   not null,
  status       text   not null check (status in ('open', 'suspended', 'closed', 'purged', 'merged')),
  created_at   bigint not null,
  version      bigint not null,
  suspended_at   bigint,
  suspended_for  text   not null default '', -- the operator's reason
  closed_at      bigint,
  closed_by      uuid,             -- a member; null: the operator
  purge_at       bigint              -- until then it can be brought back
);

-- One row an account, locked first by every change: one writer per account, on both engines.
create table account_heads (
  account_id       uuid    not null primary key references accounts,
  revision         bigint  not null,  -- moves with every committed change
  access_revision  bigint  not null,  -- moves with every change of anyone's rights
  resources_revision  bigint  not null,  -- moves when resources are added, moved or deleted
  event_seq        bigint  not null,
  event_hash       bytea   not null,
  keeper_met       boolean not null   -- rule 14 holds from the moment it was first met
);

create table model_texts (
  hash        bytea  not null primary key,  -- SHA-256 of the text
  text        text   not null,
  created_at  bigint not null
);

create table account_models (
  account_id  uuid   not null references accounts,
  version     bigint not null,
  hash        bytea  not null references model_texts,
  choices     text   not null default '{}', -- JSON: what became of what the one before had
  applied_at  bigint not null,
  applied_by  uuid,
  primary key (account_id, version)
);

-- What is known of an account beside its name: the model's account fields.
create table account_details (
  account_id  uuid not null references accounts,
  field       text not null,
  value       text not null,
  primary key (account_id, field)
);

-- ---- members ---------------------------------------------------------------------------------------------------

create table members (
  account_id      uuid    not null references accounts,
  member_id       uuid    not null,
  person_id       uuid,             -- null until an invitation is accepted
  status          text    not null check (status in ('invited', 'active', 'disabled', 'archived', 'deleted')),
  name            text    not null,
  name_key        text    collate "C" not null,
  given_name      text    not null, -- the two parts of the name, where they were given apart
  family_name     text    not null,
  email           text    not null,
  email_key       text    collate "C" not null,
  email_searched  text, -- as people write it, where that isn't email_key
  company         text    not null,
  company_key     text    collate "C" not null,
  fields          text    not null, -- JSON object: the model's profile fields
  note            text    not null,
  masked          boolean not null,
  invited_until   bigint,           -- the open invitation's end; null when there is none
  language        text,
  country         text,
  version         bigint  not null,
  created_at      bigint  not null,
  joined_at       bigint,
  left_at         bigint,
  last_active_at  bigint,
  -- What the list is sorted by: the ids of the roles, in order; when last active, or 0.
  roles_key       text    collate "C" not null default '',
  active_key      bigint generated always as (coalesce(last_active_at, 0)) stored,
  primary key (account_id, member_id)
);
create unique index members_by_email on members (account_id, email_key);
create index members_by_name on members (account_id, name_key, member_id);
-- Whether anybody here has an address of a domain.
create index members_by_domain on members (account_id, split_part(email_key, '@', 2)) where joined_at is not null;
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
  account_id  uuid not null,
  member_id   uuid not null,
  role        text collate "C" not null,
  from_at     bigint,
  until_at    bigint,
  given_at    bigint not null,
  given_by    uuid,                    -- a member; null: the model, an API key or the operator (the event says which)
  primary key (account_id, member_id, role),
  foreign key (account_id, member_id) references members (account_id, member_id)
);
create index member_roles_by_role on member_roles (account_id, role, member_id);

create table member_extras (
  account_id  uuid not null,
  member_id   uuid not null,
  permission  text collate "C" not null,
  from_at     bigint,
  until_at    bigint,
  given_at    bigint not null,
  given_by    uuid,                    -- a member; null: the model, an API key or the operator (the event says which)
  primary key (account_id, member_id, permission),
  foreign key (account_id, member_id) references members (account_id, member_id)
);

-- The permissions a member set to Custom keeps (rule 9); meaningless while members.masked is false.
create table member_masks (
  account_id  uuid not null,
  member_id   uuid not null,
  permission  text collate "C" not null,
  primary key (account_id, member_id, permission),
  foreign key (account_id, member_id) references members (account_id, member_id)
);

-- ---- models applied to members ---------------------------------------------------------------------------------

-- What members held that the newest model of the account doesn't have, and what took its place: enough to undo it. Of former models as
-- long as mails about them are still to be written.
create table model_moves (
  account_id  uuid not null,
  version     bigint not null, -- of the account's model
  member_id   uuid not null,
  images      text not null, -- JSON: what was, what took its place
  primary key (account_id, version, member_id),
  foreign key (account_id, version) references account_models (account_id, version),
  foreign key (account_id, member_id) references members (account_id, member_id)
);

-- Mails about another model are still to be written, from its predecessor on. Of several the one from the newest goes first, as far as
-- the next older one had come: so nobody is told of the same twice.
create table model_mails (
  account_id  uuid not null,
  version     bigint not null, -- of the account's model, before
  after_id    uuid not null, -- the last member who was looked at
  primary key (account_id, version),
  foreign key (account_id, version) references account_models (account_id, version)
);

-- ---- resources and access ----------------------------------------------------------------------------------

create table resources (
  account_id   uuid   not null references accounts,
  resource_id  uuid   not null,
  kind         text   collate "C" not null,
  parent_id    uuid,
  name         text   not null,
  name_key     text   collate "C" not null,
  external_id  text   collate "C", -- the product's own name for it
  owner_id     uuid,               -- a member
  created_at   bigint not null,
  version      bigint not null,
  primary key (account_id, resource_id),
  foreign key (account_id, parent_id) references resources (account_id, resource_id),
  foreign key (account_id, owner_id) references members (account_id, member_id),
  check (parent_id <> resource_id)
);
create index resources_by_name on resources (account_id, kind, name_key, resource_id);
create index resources_by_parent on resources (account_id, parent_id, name_key, resource_id);
create index resources_by_owner on resources (account_id, owner_id) where owner_id is not null;
create unique index resources_by_external_id on resources (account_id, kind, external_id) where external_id is not null;

-- Every resource with itself (depth 0) and each of its ancestors.
create table resource_paths (
  account_id   uuid   not null,
  resource_id  uuid   not null,
  depth        bigint not null,
  ancestor_id  uuid   not null,
  primary key (account_id, resource_id, depth),
  foreign key (account_id, resource_id) references resources (account_id, resource_id),
  foreign key (account_id, ancestor_id) references resources (account_id, resource_id)
);
create index resource_paths_by_ancestor on resource_paths (account_id, ancestor_id, resource_id);

-- What the product says of a resource beside its name.
create table resource_attributes (
  account_id   uuid   not null,
  resource_id  uuid   not null,
  size         bigint check (size >= 0),   -- bytes
  media_type   text,
  link         text,
  primary key (account_id, resource_id),
  foreign key (account_id, resource_id) references resources (account_id, resource_id)
);

-- slot: 'level' (at most one per member and resource), 'role:<id>' or 'permission:<id>'; value: the id.
create table grants (
  account_id   uuid    not null,
  member_id    uuid    not null,
  resource_id  uuid    not null,
  slot         text    collate "C" not null,
  value        text    collate "C" not null,
  from_at      bigint,
  until_at     bigint,
  given_at     bigint  not null,
  given_by     uuid,             -- a member; null: the model, an API key or the operator (the event says which)
  by_model     boolean not null,
  primary key (account_id, member_id, resource_id, slot),
  foreign key (account_id, member_id) references members (account_id, member_id),
  foreign key (account_id, resource_id) references resources (account_id, resource_id)
);
create index grants_by_resource on grants (account_id, resource_id, member_id);

-- ---- invitations ------------------------------------------------------------------------------------------------

-- The link's secret is derived: HMAC(key key_id, 'invitation' || invitation_id || generation). Resending raises the generation.
create table invitations (
  account_id     uuid   not null,
  invitation_id  uuid   not null,
  member_id      uuid   not null,
  state          text   not null check (state in ('open', 'expired', 'withdrawn', 'accepted')),
  generation     bigint not null,
  key_id         text   not null,
  message        text   not null,
  invited_by     uuid,              -- a member; null: the operator or an account key
  invited_key    uuid,              -- the account key, if it was one
  created_at     bigint not null,
  sent_at        bigint not null,
  expires_at     bigint not null,
  closed_at      bigint,
  asked_at       bigint,            -- when a new link was last asked for
  lost           text   not null default '', -- names of resources that it offered and that were deleted meanwhile, one per line
  told           text   not null default 'mail' check (told in ('', 'mail', 'link')), -- how the newest link reached them; '': not at all yet
  welcome        boolean not null default false, -- they were created as a user, and are welcomed
  subject        text   not null default '', -- of the mail that welcomes them; '': the usual one
  primary key (account_id, invitation_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
);
create unique index invitations_by_member on invitations (account_id, member_id) where state in ('open', 'expired');
create index invitations_by_inviter on invitations (account_id, invited_by) where state in ('open', 'expired');
-- How many were sent in a time, and what became of them: read from the index alone.
create index invitations_by_time on invitations (account_id, created_at, state, expires_at, told);
create index invitations_by_asked on invitations (account_id, asked_at) where asked_at is not null and state in ('open', 'expired');

-- Wishes to sign up, until it is shown that the address is theirs. The link's secret is derived like an invitation's.
create table sign_ups (
  account_id  uuid not null references accounts,
  sign_up_id  uuid not null,
  email       text not null,
  email_key   text not null,
  key_id      text not null,
  created_at  bigint not null,
  expires_at  bigint not null,
  used_at     bigint,
  primary key (account_id, sign_up_id)
);
create index sign_ups_by_end on sign_ups (account_id, expires_at);
create index sign_ups_by_email on sign_ups (account_id, email_key);

-- What members don't want to be mailed about, each for themself.
create table silences (
  account_id  uuid not null,
  member_id   uuid not null,
  change      text collate "C" not null,
  primary key (account_id, member_id, change),
  foreign key (account_id, member_id) references members (account_id, member_id)
);

-- Where members are in the console, for their colleagues. hidden_at: they don't want to be seen.
create table presence (
  account_id  uuid not null,
  member_id   uuid not null,
  page        text not null,
  seen_at     bigint not null,
  hidden_at   bigint,
  primary key (account_id, member_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
);
create index presence_by_time on presence (account_id, seen_at, member_id);

-- ---- how members look at lists ------------------------------------------------------------------------------

-- The columns of the list of members that somebody chose for themself: their words in the model, with commas between.
create table list_columns (
  account_id  uuid not null,
  member_id   uuid not null,
  columns     text not null,
  primary key (account_id, member_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
);

-- ---- audit ---------------------------------------------------------------------------------------------------------

-- The bare fact, chained: hash = SHA-256(prev_hash || fact || details_digest); details_digest = SHA-256(salt || details).
create table events (
  account_id      uuid   not null references accounts,
  seq             bigint not null,
  at              bigint not null,
  kind            text   collate "C" not null,
  actor_kind      text   not null,
  actor_id        uuid,
  on_behalf_of    uuid,
  target_kind     text   not null,
  target_id       uuid,
  prev_hash       bytea  not null,
  details_digest  bytea  not null,
  primary key (account_id, seq)
);
create index events_by_kind on events (account_id, kind, seq);
create index events_by_actor on events (account_id, actor_id, seq);
create index events_by_on_behalf_of on events (account_id, on_behalf_of, seq) where on_behalf_of is not null;
create index events_by_target on events (account_id, target_id, seq);

-- Erasable, so that personal data can be purged and the chain still verifies.
create table event_details (
  account_id  uuid   not null,
  seq         bigint not null,
  salt        bytea  not null,
  details     text   not null,
  primary key (account_id, seq),
  foreign key (account_id, seq) references events (account_id, seq)
);

-- Denied attempts: at most one event per actor, permission and minute; the rest is counted here.
create table denials (
  account_id  uuid   not null references accounts,
  actor       text   not null,
  permission  text   not null,
  minute      bigint not null,
  attempts    bigint not null,
  primary key (account_id, actor, permission, minute)
);

-- ---- what an account shares ----------------------------------------------------------------------------------

-- The ledger: only ever added to. What the account has is what stands behind the newest entry, which is the sum of all.
create table credit_entries (
  account_id  uuid    not null references accounts,
  seq         bigint not null,
  at          bigint not null,   -- never before the entry in front of it
  kind        text    not null check (kind in ('allocation', 'purchase', 'refund', 'merge', 'spending', 'hold', 'release', 'capture', 'expiry')),
  amount      bigint not null,   -- the change of the balance
  held        bigint not null,   -- the change of what is set aside
  balance     bigint not null,
  set_aside   bigint not null check (set_aside >= 0),
  of_seq      bigint,            -- the spending that is given back, the hold that ends, the credits that ended
  expires_at  bigint,
  actor_kind  text    not null,
  actor_id    uuid,
  member_id   uuid,               -- the member who acted, or in whose name a key did
  reference   text    not null,   -- the product's own: an order, an invoice
  note        text    not null,
  primary key (account_id, seq),
  foreign key (account_id, of_seq) references credit_entries (account_id, seq),
  check (balance >= set_aside)
);
create index credit_entries_by_time on credit_entries (account_id, at, seq);
create index credit_entries_by_kind on credit_entries (account_id, kind, seq);
create index credit_entries_by_member on credit_entries (account_id, member_id, seq) where member_id is not null;
create index credit_entries_by_of on credit_entries (account_id, of_seq, kind) where of_seq is not null;

-- What is left of credits that end; a row goes with the last of them.
create table credit_lots (
  account_id  uuid    not null,
  seq         bigint not null,   -- the entry that brought them
  expires_at  bigint not null,
  remaining   bigint not null check (remaining > 0),
  primary key (account_id, seq),
  foreign key (account_id, seq) references credit_entries (account_id, seq)
);
create index credit_lots_by_end on credit_lots (account_id, expires_at, seq);

-- What is set aside; a row goes with its end.
create table credit_holds (
  account_id  uuid    not null,
  seq         bigint not null,   -- the entry that set it aside
  amount      bigint not null check (amount > 0),
  until_at    bigint,            -- released by itself
  primary key (account_id, seq),
  foreign key (account_id, seq) references credit_entries (account_id, seq)
);
create index credit_holds_by_end on credit_holds (account_id, until_at, seq) where until_at is not null;

-- Absent: the first status that the model declares.
create table account_compliance (
  account_id  uuid    not null primary key references accounts,
  status      text    not null,
  note        text    not null,   -- for all members to read
  changed_at  bigint not null,
  changed_by  uuid,               -- a member
  version     bigint not null
);

create table quotations (
  account_id    uuid    not null references accounts,
  quotation_id  uuid    not null,
  title         text    not null,
  text          text    not null,   -- never changed: what was accepted is what was offered
  amount        bigint check (amount > 0),
  reference     text    not null,
  state         text    not null check (state in ('open', 'accepted', 'declined', 'withdrawn')),
  valid_until   bigint,
  issued_at     bigint not null,
  issued_by     uuid,               -- a member
  decided_at    bigint,
  decided_by    uuid,               -- a member
  decided_name  text    not null,   -- what they were called then
  entry_seq     bigint,            -- the spending
  primary key (account_id, quotation_id),
  foreign key (account_id, entry_seq) references credit_entries (account_id, seq)
);
create index quotations_by_state on quotations (account_id, state, quotation_id);

-- ---- merging one account into another ---------------------------------------------------------------------------

-- Whoever is invited may bring the account along in which they are alone.
create table merge_offers (
  account_id   uuid    not null,
  member_id    uuid    not null,   -- who is invited
  offered_at   bigint not null,
  offered_by   uuid    not null,   -- a member
  primary key (account_id, member_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
);

-- Where an account went that is no more.
create table merged_accounts (
  account_id    uuid    not null primary key references accounts,
  into_account  uuid    not null references accounts,
  merged_at     bigint not null
);

-- ---- what members ask an admin for ------------------------------------------------------------------------------

create table access_requests (
  account_id    uuid    not null references accounts,
  request_id    uuid    not null,
  member_id     uuid    not null,   -- who asks
  target        text    not null,   -- 'resource:<id>', 'permission:<id>' or 'page:<path>', whether it is there or not
  permission    text,               -- what was missing on the resource
  word          text    not null,   -- what it is needed for
  state         text    not null check (state in ('open', 'given', 'declined')),
  asked_at      bigint not null,   -- moves when the admins are reminded
  decided_at    bigint,
  decided_by    uuid,               -- a member
  decided_name  text    not null,   -- what they were called then
  answer        text    not null,   -- a word to the one who asked
  primary key (account_id, request_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
);
create index access_requests_by_state on access_requests (account_id, state, request_id);
create index access_requests_by_target on access_requests (account_id, member_id, target, request_id);

-- ---- keys, idempotency ---------------------------------------------------------------------------------------

create table api_keys (
  account_id    uuid not null references accounts,
  key_id        uuid not null,
  label         text not null,
  secret_hash   bytea not null, -- SHA-256 of a 256-bit secret
  member_id     uuid not null, -- who made it
  permissions   text not null, -- JSON array of permission ids: what is written on it
  bounds        text,          -- JSON: a key of the account, and what was fixed when it was made; null: it may what its maker may, now
  created_at    bigint not null,
  expires_at    bigint,
  last_used_at  bigint,
  revoked_at    bigint,
  primary key (account_id, key_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
);

create table idempotency (
  account_id  uuid   not null, -- nil: the installation
  actor       text   not null,
  key         text   not null,
  digest      bytea  not null, -- SHA-256 of method, path and body
  outcome     text   not null, -- JSON: ids and codes, never a secret or an address
  created_at  bigint not null,
  primary key (account_id, actor, key)
);
create index idempotency_by_age on idempotency (account_id, created_at);

-- ---- acting as somebody else --------------------------------------------------------------------------------

-- Good in the one browser it began in, for an hour at most, and only while both members are what they were.
create table acting_sessions (
  account_id  uuid not null,
  acting_id   uuid not null,
  member_id   uuid not null, -- as whom
  actor_id    uuid not null, -- who acts: a member
  session_id  uuid not null, -- the browser
  reason      text not null,
  started_at  bigint not null,
  expires_at  bigint not null,
  ended_at    bigint,
  primary key (account_id, acting_id),
  foreign key (account_id, member_id) references members (account_id, member_id),
  foreign key (account_id, actor_id) references members (account_id, member_id)
);
create index acting_sessions_by_member on acting_sessions (account_id, member_id, acting_id);
create index acting_sessions_open on acting_sessions (account_id, member_id, actor_id) where ended_at is null;
-- ---- roles that are handed over ------------------------------------------------------------------------------

-- A role that keeps the account, offered by its holder to one successor.
create table transfers (
  account_id   uuid not null,
  transfer_id  uuid not null,
  from_member  uuid not null,
  to_member    uuid not null,
  role         text not null,
  state        text not null check (state in ('open', 'accepted', 'declined', 'withdrawn', 'expired', 'lapsed')),
  created_at   bigint not null,
  expires_at   bigint not null,
  closed_at    bigint,
  primary key (account_id, transfer_id),
  foreign key (account_id, from_member) references members (account_id, member_id),
  foreign key (account_id, to_member) references members (account_id, member_id)
);
-- A role is offered to one at a time.
create unique index transfers_open on transfers (account_id, from_member) where state = 'open';

-- Sign-in addresses that were proposed for members, and wait to be confirmed by them.
create table address_proposals (
  account_id   uuid not null,
  member_id    uuid not null,
  email        text not null,
  email_key    text not null,
  link_id      uuid,             -- of the person; null: the address is somebody else's, which nobody is told
  proposed_by  uuid,             -- a member
  proposed_at  bigint not null,
  expires_at   bigint not null,
  primary key (account_id, member_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
);

-- Resources that were deleted while somebody who had access to them was out: what can't come back with them.
create table lost_access (
  account_id   uuid not null,
  member_id    uuid not null,
  resource_id  uuid not null,
  kind         text not null,
  name         text not null,
  lost_at      bigint not null,
  primary key (account_id, member_id, resource_id),
  foreign key (account_id, member_id) references members (account_id, member_id)
);

-- ---- the operator looks ---------------------------------------------------------------------------------------

-- The secrets of link and browser are derived: HMAC(key key_id, 'support' || support_id || 1 or 2).
create table support_accesses (
  account_id  uuid not null references accounts,
  support_id  uuid not null,
  key_id      text not null,
  reason      text not null,
  created_at  bigint not null,
  expires_at  bigint not null,
  opened_at   bigint,
  ended_at    bigint,
  primary key (account_id, support_id)
);

-- ---- bulk jobs ---------------------------------------------------------------------------------------------------

-- Something that is done to many members, in chunks. It is found by its line in `due` until it has ended.
create table jobs (
  account_id  uuid    not null references accounts,
  job_id      uuid    not null,
  deed        text    not null, -- JSON: what is done
  asker       text    not null, -- JSON: who asked, from where; asked again, chunk by chunk, whether they may
  asked_by    uuid,             -- the member who asked, or in whose name it was asked
  state       text    not null check (state in ('running', 'done', 'cancelled', 'failed')),
  total       bigint not null,
  done        bigint not null,
  unchanged   bigint not null,
  refused     bigint not null,
  tries       bigint not null, -- how often in a row a chunk fell over a fault
  created_at  bigint not null,
  ended_at    bigint,
  primary key (account_id, job_id)
);

create table job_items (
  account_id  uuid    not null,
  job_id      uuid    not null,
  position    bigint not null, -- 1, 2, …: in this order they are taken
  member_id   uuid    not null,
  undoes      bigint,          -- the first event of the change that is undone
  state       text    not null check (state in ('waiting', 'done', 'unchanged', 'refused', 'cancelled')),
  seq         bigint,          -- the first event of what was done
  refusal     text,             -- JSON: why not
  primary key (account_id, job_id, position),
  foreign key (account_id, job_id) references jobs (account_id, job_id)
);

-- ---- undo ----------------------------------------------------------------------------------------------------------

-- What a change took the place of, for a day. One row for all of a change, which may have several events.
create table undo (
  account_id  uuid    not null,
  seq         bigint not null, -- the first event of the change
  last_seq    bigint not null,
  member_id   uuid    not null,
  images      text    not null, -- JSON: who, what was, what took its place
  job_id      uuid,
  at          bigint not null,
  undone_by   bigint,          -- the first event of what undid it
  primary key (account_id, seq),
  foreign key (account_id, seq) references events (account_id, seq)
);
create index undo_by_job on undo (account_id, job_id, seq) where job_id is not null;
create index undo_by_age on undo (account_id, at);

-- ---- timed work and mail -----------------------------------------------------------------------------------

-- Everything that happens by itself at a time; the only table the loops look at.
create table due (
  account_id  uuid   not null, -- nil: the installation
  kind        text   not null,
  id          uuid   not null,
  at          bigint not null,
  primary key (account_id, kind, id)
);
create index due_by_time on due (kind, at);
-- Which accounts have mails to send, and each its oldest.
create index due_mails on due (account_id, at, id) where kind = 'mail';

create table outbox (
  account_id      uuid   not null, -- nil: mail to a person that concerns no account
  mail_id         uuid   not null,
  params          text   not null, -- JSON: a MailKind and its parameters; no link, no secret
  link            text   not null, -- JSON: which link is derived at sending; '' for none
  to_email        text   not null,
  to_name         text   not null,
  language        text   not null,
  message_id      text   not null, -- RFC 5322 Message-ID, fixed for all attempts
  invitation_id   uuid,            -- whose delivery state this is
  state           text   not null check (state in ('queued', 'sending', 'sent', 'refused', 'dropped')),
  attempts        bigint not null,
  repeats         bigint not null, -- attempts after a crash between the server's answer and our commit
  queued_at       bigint not null,
  sent_at         bigint,
  last_answer     text   not null, -- what the mail server said last
  primary key (account_id, mail_id)
);
create index outbox_by_invitation on outbox (account_id, invitation_id, queued_at) where invitation_id is not null;
-- What was mailed to somebody apart from invitations, to be found when they are erased.
create index outbox_by_address on outbox (account_id, to_email) where invitation_id is null;
create index outbox_by_state on outbox (state, queued_at);

-- ---- persons: global, in no account --------------------------------------------------------------------------

create table persons (
  person_id   uuid   not null primary key,
  name        text   not null,
  language    text   not null,
  country     text,
  time_zone   text   not null,
  created_at  bigint not null,
  version     bigint not null
);

create table person_emails (
  email_key    text    collate "C" not null primary key,
  person_id    uuid    not null,
  email        text    not null,
  verified_at  bigint,           -- null: nobody knows yet whether they read its mail
  sign_in      boolean not null,
  created_at   bigint  not null
);
create index person_emails_by_person on person_emails (person_id);

create table person_credentials (
  person_id   uuid   not null,
  kind        text   not null,
  secret      text   not null, -- password: a PHC string (argon2id)
  changed_at  bigint not null,
  primary key (person_id, kind)
);

create table sessions (
  person_id    uuid   not null,
  session_id   uuid   not null,
  secret_hash  bytea  not null,
  created_at   bigint not null,
  seen_at      bigint not null,
  expires_at   bigint not null,
  user_agent   text   not null,
  address      text   not null,
  primary key (person_id, session_id)
);

-- One-time links of a person; the secret is derived like an invitation's.
create table person_links (
  person_id   uuid   not null,
  link_id     uuid   not null,
  kind        text   not null check (kind in ('password_reset', 'prove_email', 'proposed_email')),
  key_id      text   not null,
  email       text   not null, -- prove_email: the address to be proven
  former      text,            -- JSON: the addresses it took the place of, until the contact addresses in all accounts have followed
  account_id  uuid,            -- where it was asked for, if in an account
  mail_account  uuid,          -- the mail that carries it
  mail_id     uuid,
  created_at  bigint not null,
  expires_at  bigint not null,
  used_at     bigint,
  primary key (person_id, link_id)
);

-- Which accounts a person is in: the person's side of members.person_id.
create table person_accounts (
  person_id     uuid   not null,
  account_id    uuid   not null,
  member_id     uuid   not null,
  joined_at     bigint not null,
  last_used_at  bigint not null,
  primary key (person_id, account_id)
);

-- Fixed windows per bucket (a hash of kind and subject): sign-in, reset, invitation.
create table throttles (
  bucket      bytea  not null primary key,
  started_at  bigint not null,
  attempts    bigint not null,
  about       bytea              -- what it is one of several windows about, hashed
);
create index throttles_by_about on throttles (about) where about is not null;

-- Tries to sign in that failed, by a hash of the address, whether or not anybody signs in with it: how often, and when last.
create table sign_in_failures (
  subject   bytea not null,
  reason    text not null check (reason in ('wrong_password', 'throttled')),
  tries     bigint not null,
  first_at  bigint not null,
  last_at   bigint not null,
  primary key (subject, reason)
);

-- When a person last signed in.
create table sign_ins (
  person_id  uuid not null primary key,
  last_at    bigint not null
);
