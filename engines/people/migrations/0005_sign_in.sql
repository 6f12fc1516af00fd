-- An app on one's phone that shows a new code every 30 seconds. The secret is sealed; last_step is the last
-- code that was taken, so that none is taken twice. Not confirmed: shown, and no code of it came yet.
create table people_totp (
  district {int} not null,
  person {id} not null,
  secret {blob} not null,
  made_at {time} not null,
  confirmed_at {time},
  last_step {int} not null,
  primary key (district, person),
  foreign key (district, person) references people_person (district, id)
) {strict};

-- Codes for the day the phone is lost, each good once; only a keyed hash is kept.
create table people_recovery_code (
  district {int} not null,
  person {id} not null,
  print {blob} not null,
  made_at {time} not null,
  used_at {time},
  primary key (district, person, print),
  foreign key (district, person) references people_person (district, id)
) {strict};

-- Passkeys: the public half, as the WebAuthn library keeps it.
create table people_passkey (
  district {int} not null,
  id {id} not null,
  person {id} not null,
  print {blob} not null,
  name text not null,
  passkey {json} not null,
  made_at {time} not null,
  used_at {time},
  primary key (district, id),
  unique (district, print),
  foreign key (district, person) references people_person (district, id)
) {strict};
create index people_passkey_person on people_passkey (district, person);

-- What was asked of a browser and waits for its answer; taken once. In the main district, since it may not
-- be known yet who answers.
create table people_ceremony (
  district {int} not null,
  id {id} not null,
  kind text not null,
  person {id},
  address_key {blob},
  state text not null,
  made_at {time} not null,
  expires_at {time} not null,
  primary key (district, id)
) {strict};
create index people_ceremony_address on people_ceremony (district, address_key, made_at);

-- Whom an authority's own sign-in means by its subject; in the main district, as logins are.
create table people_subject (
  district {int} not null,
  provider text not null,
  subject text not null,
  person {id} not null,
  linked_at {time} not null,
  linked_by {id},
  used_at {time},
  primary key (district, provider, subject),
  unique (district, provider, person)
) {strict};
create index people_subject_person on people_subject (district, person);

-- Devices of a center where a card signs in.
create table people_kiosk (
  district {int} not null,
  id {id} not null,
  center {id} not null,
  name text not null,
  token_print {blob} not null,
  made_at {time} not null,
  made_by {id},
  used_at {time},
  revoked_at {time},
  primary key (district, id)
) {strict};
create index people_kiosk_center on people_kiosk (district, center);
