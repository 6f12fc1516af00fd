-- What shares quarter hours: a tree of rooms by its topmost, anything else by itself. Whoever claims, frees, closes or
-- arranges in it takes its row first.
create table calendar_ground (
  district {int} not null,
  id {id} not null,
  version {int} not null,
  primary key (district, id)
) {strict};

-- How a room is used. No row: bookable, no setup, no hours of its own.
create table calendar_setting (
  district {int} not null,
  resource {id} not null,
  before_min {int} not null,
  after_min {int} not null,
  bookable {bool} not null,
  self_service {json} not null,
  primary key (district, resource),
  constraint calendar_setting_setup check (before_min between 0 and 240 and after_min between 0 and 240)
) {strict};

-- What can be lent with a room or alone; its ground is itself. Ended ones stay, since what was held of them does.
create table calendar_item (
  district {int} not null,
  id {id} not null,
  center {id} not null,
  kind text not null,
  name {json} not null,
  portable {bool} not null,
  ended_at {time},
  primary key (district, id)
) {strict};
create index calendar_item_center on calendar_item (district, center);

-- Something has a room, a thing or a person for a time. Released ones stay as history.
create table calendar_occupancy (
  district {int} not null,
  id {id} not null,
  center {id} not null,
  resource {id} not null,
  resource_kind text not null,
  kind text not null,
  owner {id} not null,
  starts_at {time} not null,
  ends_at {time} not null,
  before_min {int} not null,
  after_min {int} not null,
  label {json} not null,
  outside_hours {bool} not null,
  series {id},
  state text not null,
  version {int} not null,
  created_at {time} not null,
  changed_at {time} not null,
  primary key (district, id),
  constraint calendar_occupancy_order check (ends_at > starts_at),
  constraint calendar_occupancy_setup check (before_min between 0 and 240 and after_min between 0 and 240),
  constraint calendar_occupancy_what check (resource_kind in ('room', 'item', 'person')),
  constraint calendar_occupancy_kind check (kind in ('booking', 'activity', 'blocking', 'season')),
  constraint calendar_occupancy_state check (state in ('held', 'released'))
) {strict};
create index calendar_occupancy_center on calendar_occupancy (district, center, starts_at);
create index calendar_occupancy_resource on calendar_occupancy (district, resource, starts_at);
create index calendar_occupancy_series on calendar_occupancy (district, series, starts_at);
create index calendar_occupancy_owner on calendar_occupancy (district, owner);
-- Who asks for their own data says no district.
create index calendar_occupancy_any_person on calendar_occupancy (resource);

-- The quarter hours of held occupancies, those of a room also in every room within it: two can never have the same one.
create table calendar_slot (
  district {int} not null,
  resource {id} not null,
  quarter {int} not null,
  occupancy {id} not null,
  primary key (district, resource, quarter),
  foreign key (district, occupancy) references calendar_occupancy (district, id)
) {strict};
create index calendar_slot_occupancy on calendar_slot (district, occupancy, quarter);

-- Which of the 672 quarter hours of a week, from Monday 00:00 UTC, a resource is busy in: for searching. A room is busy
-- when it, a room within it or one around it is held.
create table calendar_week (
  district {int} not null,
  resource {id} not null,
  monday {date} not null,
  busy {blob} not null,
  primary key (district, resource, monday)
) {strict};
create index calendar_week_monday on calendar_week (district, monday);

-- A room, or with none the whole center, can not be used: repair, an election.
create table calendar_closing (
  district {int} not null,
  id {id} not null,
  center {id} not null,
  room {id},
  starts_at {time} not null,
  ends_at {time} not null,
  why text not null,
  made_at {time} not null,
  ended_at {time},
  primary key (district, id),
  constraint calendar_closing_order check (ends_at > starts_at)
) {strict};
create index calendar_closing_center on calendar_closing (district, center, ends_at);

-- A rule by which a room or a thing is held again and again.
create table calendar_series (
  district {int} not null,
  id {id} not null,
  center {id} not null,
  resource {id} not null,
  resource_kind text not null,
  kind text not null,
  owner {id} not null,
  label {json} not null,
  outside_hours {bool} not null,
  rule {json} not null,
  made_at {time} not null,
  ended_at {time},
  primary key (district, id),
  constraint calendar_series_what check (resource_kind in ('room', 'item')),
  constraint calendar_series_kind check (kind in ('booking', 'activity', 'blocking', 'season'))
) {strict};

-- Each date of it: held once as that occupancy, or refused for these reasons.
create table calendar_series_date (
  district {int} not null,
  series {id} not null,
  nth {int} not null,
  starts_at {time} not null,
  ends_at {time} not null,
  owner {id} not null,
  occupancy {id},
  reasons {json} not null,
  primary key (district, series, nth),
  foreign key (district, series) references calendar_series (district, id),
  foreign key (district, occupancy) references calendar_occupancy (district, id)
) {strict};
create unique index calendar_series_date_occupancy on calendar_series_date (district, occupancy);

-- Who has its address can read what is held of a room, a center or a person in a calendar program.
-- Of the token in the address only a fingerprint is kept.
create table calendar_feed (
  district {int} not null,
  id {id} not null,
  kind text not null,
  center {id},
  about {id} not null,
  language text not null,
  token_hash {blob} not null,
  made_at {time} not null,
  rotated_at {time},
  ended_at {time},
  primary key (district, id),
  constraint calendar_feed_kind check (kind in ('room', 'center', 'person'))
) {strict};
create index calendar_feed_center on calendar_feed (district, center, made_at);
-- A person has one.
create unique index calendar_feed_person on calendar_feed (district, about) where kind = 'person';
