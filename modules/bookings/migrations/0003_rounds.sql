-- A round: the rooms of a center for a season, shared out among clubs by the weeks' blocks.
create table bookings_round (
  district {int} not null,
  id {id} not null,
  center {id} not null,
  name text not null,
  first_day {date} not null,
  last_day {date} not null,
  wishes_until {time} not null,
  skip_holidays {bool} not null,
  state text not null,
  -- How fair the sharing is, and how far that is proved.
  result {json},
  -- The day from which on a season was given back.
  ended_on {date},
  made_at {time} not null,
  version {int} not null,
  primary key (district, id),
  constraint bookings_round_order check (last_day > first_day),
  constraint bookings_round_state check
    (state in ('draft', 'open', 'closed', 'proposed', 'published', 'ended'))
) {strict};
create index bookings_round_center on bookings_round (district, center, first_day);
-- One at a time is shared out.
create unique index bookings_round_running on bookings_round (district, center)
  where state in ('open', 'closed', 'proposed');

-- A room at a time of every week of the season, setting up and cleaning inside.
create table bookings_round_block (
  district {int} not null,
  id {id} not null,
  round {id} not null,
  room {id} not null,
  weekday {int} not null,
  from_minute {int} not null,
  to_minute {int} not null,
  primary key (district, id),
  unique (district, round, room, weekday, from_minute, to_minute),
  foreign key (district, round) references bookings_round (district, id),
  constraint bookings_round_block_week check (weekday between 1 and 7),
  constraint bookings_round_block_order check (to_minute > from_minute)
) {strict};

-- What a club wants, and why it got what it got.
create table bookings_round_wish (
  district {int} not null,
  round {id} not null,
  organization {id} not null,
  wanted {int} not null,
  people {int} not null,
  a_day {int} not null,
  likes {json} not null,
  why {json},
  put_at {time} not null,
  primary key (district, round, organization),
  foreign key (district, round) references bookings_round (district, id),
  constraint bookings_round_wish_wanted check (wanted between 1 and 7 and a_day between 1 and 7),
  constraint bookings_round_wish_people check (people >= 1)
) {strict};

-- A club has a block. Published, its dates are a series of the calendar.
create table bookings_award (
  district {int} not null,
  id {id} not null,
  round {id} not null,
  organization {id} not null,
  block {id} not null,
  series {id},
  primary key (district, id),
  unique (district, round, block),
  foreign key (district, round) references bookings_round (district, id)
) {strict};
create index bookings_award_club on bookings_award (district, organization);

-- A club is not content with what is proposed.
create table bookings_appeal (
  district {int} not null,
  id {id} not null,
  round {id} not null,
  organization {id} not null,
  text text not null,
  state text not null,
  answer text,
  made_at {time} not null,
  answered_at {time},
  primary key (district, id),
  foreign key (district, round) references bookings_round (district, id),
  constraint bookings_appeal_state check (state in ('open', 'accepted', 'declined'))
) {strict};
create index bookings_appeal_round on bookings_appeal (district, round, made_at);
create unique index bookings_appeal_one on bookings_appeal (district, round, organization)
  where state = 'open';
