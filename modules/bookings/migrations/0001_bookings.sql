-- The rules by which a room, or every room of a center that has none of its own, may be booked, from a day on.
create table bookings_policy (
  district {int} not null,
  -- A room or a center.
  about {id} not null,
  valid_from {date} not null,
  center {id} not null,
  rules {json} not null,
  made_at {time} not null,
  primary key (district, about, valid_from)
) {strict};
create index bookings_policy_center on bookings_policy (district, center);

-- Somebody asked for a room. What became of it stays as history.
create table bookings_booking (
  district {int} not null,
  id {id} not null,
  center {id} not null,
  room {id} not null,
  person {id} not null,
  -- Whom the person acted for.
  organization {id},
  booker text not null,
  title text not null,
  people {int} not null,
  starts_at {time} not null,
  ends_at {time} not null,
  state text not null,
  -- Why it was denied, cancelled or closed.
  why text,
  -- The reasons it was let in by, with the rules of its day.
  decision {json} not null,
  fee_fen {int} not null,
  -- Who has not come by then loses the room.
  release_at {time},
  checked_in_at {time},
  by_staff {bool} not null,
  asked_at {time} not null,
  decided_at {time},
  version {int} not null,
  primary key (district, id),
  constraint bookings_booking_order check (ends_at > starts_at),
  constraint bookings_booking_people check (people >= 1),
  constraint bookings_booking_fee check (fee_fen >= 0),
  constraint bookings_booking_state check
    (state in ('asked', 'waiting', 'booked', 'denied', 'cancelled', 'no_show', 'closed'))
) {strict};
create index bookings_booking_center on bookings_booking (district, center, starts_at, id);
create index bookings_booking_room on bookings_booking (district, room, starts_at, id);
-- Who asks for their own data says no district.
create index bookings_booking_any_person on bookings_booking (person, starts_at, id);
create index bookings_booking_organization on bookings_booking (district, organization, starts_at);
