-- What somebody wants with a room. It is held with it, or neither is.
create table bookings_thing (
  district {int} not null,
  booking {id} not null,
  item {id} not null,
  primary key (district, booking, item),
  foreign key (district, booking) references bookings_booking (district, id)
) {strict};
create index bookings_thing_item on bookings_thing (district, item);

-- A thing that is handed out and taken back, with a booking or by itself. The calendar holds it.
create table bookings_loan (
  district {int} not null,
  id {id} not null,
  center {id} not null,
  item {id} not null,
  person {id} not null,
  -- With which it is had.
  booking {id},
  starts_at {time} not null,
  ends_at {time} not null,
  state text not null,
  out_at {time},
  -- How it looked then.
  condition_out text,
  -- When it came back, or was said to be lost.
  back_at {time},
  condition_back text,
  -- Why it was cancelled.
  why text,
  asked_at {time} not null,
  version {int} not null,
  primary key (district, id),
  constraint bookings_loan_order check (ends_at > starts_at),
  constraint bookings_loan_state check (state in ('wanted', 'out', 'back', 'lost', 'damaged', 'cancelled'))
) {strict};
create index bookings_loan_center on bookings_loan (district, center, state, ends_at);
create index bookings_loan_item on bookings_loan (district, item, starts_at);
create index bookings_loan_booking on bookings_loan (district, booking);
-- Who asks for their own data says no district.
create index bookings_loan_any_person on bookings_loan (person, starts_at);
