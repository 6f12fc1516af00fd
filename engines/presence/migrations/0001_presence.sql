-- One attendee was at one subject: once, however often they are checked in.
create table presence_stay (
  district {int} not null,
  id {id} not null,
  subject {id} not null,
  center {id} not null,
  attendee {id} not null,
  person {id},
  claim {id},
  band text,
  online {bool} not null,
  in_at {time} not null,
  out_at {time},
  how text not null,
  by_person {id},
  primary key (district, id),
  unique (district, subject, attendee),
  constraint presence_stay_how check (how in ('qr', 'card', 'desk', 'self')),
  constraint presence_stay_order check (out_at is null or out_at >= in_at)
) {strict};
create index presence_stay_center on presence_stay (district, center, in_at);
create index presence_stay_claim on presence_stay (district, claim);
create index presence_stay_person on presence_stay (district, person, in_at);
-- Who asks for their own data says no district.
create index presence_stay_any_person on presence_stay (person);
