-- Somebody books a room again and again. Each date that could be had is a booking of its own.
create table bookings_series (
  district {int} not null,
  id {id} not null,
  center {id} not null,
  room {id} not null,
  person {id} not null,
  -- Whom the person acted for.
  organization {id},
  title text not null,
  people {int} not null,
  -- As it was asked for; when each date is stands with the date.
  rule {json} not null,
  outside_hours {bool} not null,
  by_staff {bool} not null,
  made_at {time} not null,
  -- The end of its last date.
  last_at {time} not null,
  -- What is refused from here on is not tried again: it was given up.
  ended_at {time},
  version {int} not null,
  primary key (district, id),
  constraint bookings_series_people check (people >= 1)
) {strict};
create index bookings_series_center on bookings_series (district, center, last_at, id);
-- Who asks for their own data says no district.
create index bookings_series_any_person on bookings_series (person, last_at, id);

create table bookings_series_date (
  district {int} not null,
  series {id} not null,
  nth {int} not null,
  starts_at {time} not null,
  ends_at {time} not null,
  -- What was had; what became of it stands there.
  booking {id},
  -- What stood against it when it was last tried or moved.
  reasons {json} not null,
  primary key (district, series, nth),
  constraint bookings_series_date_order check (ends_at > starts_at),
  constraint bookings_series_date_series foreign key (district, series) references bookings_series (district, id)
) {strict};
create index bookings_series_date_booking on bookings_series_date (district, booking);
