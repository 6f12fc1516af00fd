-- Everyone who comes: residents, children and elders without a phone, staff.
-- The phone is sealed with a key that is not in here; it and its last four digits are found by keyed
-- hashes. `sound` is the name in pinyin: names that sound alike are often one person. Who gives no birth
-- date may say about how old they are: a band and the day it was said, since it grows with the years.
create table people_person (
  district {int} not null,
  id {id} not null,
  name text not null,
  search_name text not null,
  sound text not null,
  phone_sealed {blob},
  phone_key {blob},
  phone_tail_key {blob},
  birth_date {date},
  age_band text,
  age_band_on {date},
  language text not null,
  home_center {id},
  added_by text not null,
  created_at {time} not null,
  ended_at {time},
  merged_into {id},
  primary key (district, id),
  check (birth_date is null or age_band is null),
  check ((age_band is null) = (age_band_on is null))
) {strict};
-- An index and no constraint of the table, so that one phone for several persons stays possible.
create unique index people_person_phone on people_person (district, phone_key)
  where ended_at is null and merged_into is null;
-- Who signs in gives a phone and no district.
create index people_person_any_phone on people_person (phone_key);
create index people_person_tail on people_person (district, phone_tail_key);
create index people_person_name on people_person (district, search_name);
create index people_person_sound on people_person (district, sound, birth_date);
create index people_person_home on people_person (district, home_center, id);
create index people_person_merged on people_person (district, merged_into);

-- The card a person shows: at most one at a time.
create table people_card (
  district {int} not null,
  id {id} not null,
  person {id} not null,
  code text not null,
  issued_at {time} not null,
  revoked_at {time},
  primary key (district, id),
  foreign key (district, person) references people_person (district, id)
) {strict};
create unique index people_card_active on people_card (district, person) where revoked_at is null;
-- A card that is shown says no district.
create index people_card_code on people_card (code);

-- One-time codes, in the main district: a phone may belong to nobody yet. The code itself is not kept
-- anywhere, it follows from the row and a key; the phone stands here, sealed, only until the message
-- has left.
create table people_code (
  district {int} not null,
  id {id} not null,
  phone_key {blob} not null,
  address_key {blob},
  network_key {blob},
  phone_sealed {blob},
  language text not null,
  created_at {time} not null,
  expires_at {time} not null,
  tries {int} not null,
  used_at {time},
  primary key (district, id)
) {strict};
create index people_code_phone on people_code (district, phone_key, created_at);
create index people_code_address on people_code (district, address_key, created_at);
create index people_code_network on people_code (district, network_key, created_at);

-- One row for each phone, login, address and network that something was tried with, by its keyed hash:
-- locked first by whoever counts, so that limits hold; and what failed, and how often it had to wait.
create table people_limit (
  district {int} not null,
  subject {blob} not null,
  at {time} not null,
  failures {int} not null,
  waits {int} not null,
  failed_at {time},
  locked_until {time},
  primary key (district, subject)
) {strict};
create index people_limit_at on people_limit (district, at);

-- How staff sign in; in the main district, so that a login is one in the whole installation.
create table people_credential (
  district {int} not null,
  login text not null,
  person {id} not null,
  hash text not null,
  version {int} not null,
  changed_at {time} not null,
  primary key (district, login),
  unique (district, person)
) {strict};

-- Who is signed in. The token is known only to its holder; it changes whenever the strength does. Of the
-- device two words are kept, of the network its first half. strong_at: when a second factor was proved.
create table people_sign_in (
  district {int} not null,
  id {id} not null,
  person {id} not null,
  kind text not null,
  way text not null,
  token_print {blob} not null,
  browser text not null,
  system text not null,
  network text,
  kiosk {id},
  started_at {time} not null,
  last_seen_at {time} not null,
  strong_at {time},
  ended_at {time},
  primary key (district, id),
  foreign key (district, person) references people_person (district, id)
) {strict};
create index people_sign_in_person on people_sign_in (district, person);
create index people_sign_in_kiosk on people_sign_in (kiosk);
