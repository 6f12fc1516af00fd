-- reference: when what is said of a center was last changed: its facts, its rooms, its hours; three rows a center
create table places_kept (
  center {id} not null,
  part text not null,
  at {time} not null,
  primary key (center, part),
  foreign key (center) references places_center (id),
  constraint places_kept_part check (part in ('facts', 'rooms', 'hours'))
) {strict};
