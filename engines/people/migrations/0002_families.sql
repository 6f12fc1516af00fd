-- What someone told of themselves beside the least. Needs are sealed; nobody finds people by them.
create table people_detail (
  district {int} not null,
  person {id} not null,
  sex text,
  lunar_month {int},
  lunar_day {int},
  lunar_leap {bool},
  needs_sealed {blob},
  changed_at {time} not null,
  changed_by {id},
  primary key (district, person),
  foreign key (district, person) references people_person (district, id)
) {strict};

-- People who live together, in the district of their center.
create table people_household (
  district {int} not null,
  id {id} not null,
  center {id} not null,
  address text,
  made_at {time} not null,
  made_by {id},
  ended_at {time},
  primary key (district, id)
) {strict};

-- Someone's time in a household, in the person's district: at most one at a time.
create table people_member (
  district {int} not null,
  id {id} not null,
  person {id} not null,
  household {id} not null,
  relation text not null,
  from_date {date} not null,
  until_date {date},
  made_at {time} not null,
  made_by {id},
  primary key (district, id),
  foreign key (district, person) references people_person (district, id)
) {strict};
create unique index people_member_now on people_member (district, person) where until_date is null;
-- Its members may be of several districts.
create index people_member_household on people_member (household);

-- Who stands up for a child, in the child's district.
create table people_guardian (
  district {int} not null,
  id {id} not null,
  child {id} not null,
  guardian {id} not null,
  relation text not null,
  evidence text not null,
  made_at {time} not null,
  made_by {id},
  ended_at {time},
  ended_by {id},
  primary key (district, id),
  foreign key (district, child) references people_person (district, id)
) {strict};
create unique index people_guardian_now on people_guardian (district, child, guardian) where ended_at is null;
-- A guardian may be of another district.
create index people_guardian_of on people_guardian (guardian);

-- Who else may take a child home.
create table people_pick_up (
  district {int} not null,
  id {id} not null,
  child {id} not null,
  name text not null,
  relation text,
  phone_sealed {blob},
  phone_hint text,
  until_date {date},
  made_at {time} not null,
  made_by {id},
  ended_at {time},
  ended_by {id},
  primary key (district, id),
  foreign key (district, child) references people_person (district, id)
) {strict};
create index people_pick_up_child on people_pick_up (district, child);

-- Who may act for someone, in the district of the one who agreed to it.
create table people_delegate (
  district {int} not null,
  id {id} not null,
  person {id} not null,
  delegate {id} not null,
  modules {json},
  from_date {date} not null,
  until_date {date},
  consent text not null,
  evidence text,
  reason text,
  made_at {time} not null,
  made_by {id},
  ended_at {time},
  ended_by {id},
  primary key (district, id),
  foreign key (district, person) references people_person (district, id)
) {strict};
create unique index people_delegate_now on people_delegate (district, person, delegate) where ended_at is null;
-- A delegate may be of another district.
create index people_delegate_of on people_delegate (delegate);

-- Claims to live at a place and what was decided of them; the last one counts. No document is kept.
create table people_residency (
  district {int} not null,
  id {id} not null,
  person {id} not null,
  center {id} not null,
  state text not null,
  evidence text,
  claimed_at {time} not null,
  claimed_by {id},
  decided_at {time},
  decided_by {id},
  until_date {date},
  reason text,
  primary key (district, id),
  foreign key (district, person) references people_person (district, id)
) {strict};
create unique index people_residency_open on people_residency (district, person) where state = 'claimed';
create index people_residency_person on people_residency (district, person, claimed_at);

-- What someone is in the life of a place. The kind of one that is sensitive stands as 'sealed' and is
-- told only by its keyed hash, which is another for every person.
create table people_standing (
  district {int} not null,
  id {id} not null,
  person {id} not null,
  kind text not null,
  kind_key {blob} not null,
  place {id} not null,
  place_kind text not null,
  from_date {date} not null,
  until_date {date},
  consent text not null,
  made_at {time} not null,
  made_by {id},
  ended_at {time},
  ended_by {id},
  primary key (district, id),
  foreign key (district, person) references people_person (district, id)
) {strict};
create unique index people_standing_now on people_standing (district, person, kind_key, place) where ended_at is null;
-- People of several districts may be something at one place.
create index people_standing_place on people_standing (place, kind);

-- Printed codes of people without a phone, by their keyed hash.
create table people_paper_code (
  district {int} not null,
  id {id} not null,
  person {id} not null,
  code_key {blob} not null,
  issued_at {time} not null,
  issued_by {id},
  expires_at {time} not null,
  tries {int} not null,
  ended_at {time},
  primary key (district, id),
  foreign key (district, person) references people_person (district, id)
) {strict};
create unique index people_paper_code_now on people_paper_code (district, person) where ended_at is null;
-- Who types a code says no district.
create index people_paper_code_key on people_paper_code (code_key);
