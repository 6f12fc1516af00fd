-- reference: one row that every change to places takes first, so that limits and numbers hold on both engines
create table places_ground (
  name text not null,
  number {int} not null,
  primary key (name)
) {strict};

-- reference: the tree that every other record is found by; small, and the same for all districts
create table places_region (
  id {id} not null,
  key text not null,
  kind text not null,
  number {int},
  parent {id},
  name {json} not null,
  lat {real},
  lon {real},
  outline {json},
  sources {json} not null,
  primary key (id),
  unique (key),
  unique (number),
  foreign key (parent) references places_region (id)
) {strict};
create index places_region_parent on places_region (parent);

-- reference: published figures of regions, a few dozen each
create table places_region_figure (
  region {id} not null,
  key text not null,
  as_of text not null,
  value {real} not null,
  unit text,
  source text,
  primary key (region, key, as_of),
  foreign key (region) references places_region (id)
) {strict};

-- reference: the centers, read on nearly every page and changed rarely
create table places_center (
  id {id} not null,
  key text not null,
  level text not null,
  region {id} not null,
  name {json} not null,
  folded text not null,
  status text not null,
  address text,
  lat {real},
  lon {real},
  phone text,
  brand text,
  motto text,
  operator text,
  free_of_charge {bool},
  opened_on text,
  area_m2 {real},
  area_about {bool} not null,
  floors {int},
  room_count {int},
  service_items {int},
  service_items_about {bool} not null,
  domains {int},
  identities {json} not null,
  themes {json} not null,
  sister_facilities {json} not null,
  catchment {json},
  sources {json} not null,
  note text,
  primary key (id),
  unique (key),
  foreign key (region) references places_region (id)
) {strict};
create index places_center_region on places_center (region);

-- reference: when a center came into which state, as far as it is known
create table places_center_status (
  center {id} not null,
  since text not null,
  status text not null,
  primary key (center, since, status),
  foreign key (center) references places_center (id)
) {strict};

-- reference: published totals of centers, a few each
create table places_center_figure (
  center {id} not null,
  key text not null,
  as_of text not null,
  period text not null,
  value {real} not null,
  about text not null,
  primary key (center, key, as_of, period),
  foreign key (center) references places_center (id)
) {strict};

-- reference: the rooms of the centers, at most 200 each
create table places_room (
  id {id} not null,
  center {id} not null,
  key text not null,
  position {int} not null,
  name {json} not null,
  kind text,
  floor text,
  area_m2 {real},
  capacity {int},
  zone_class text,
  resident_facing {bool},
  equipment {json} not null,
  part_of {id},
  primary key (id),
  unique (center, key),
  foreign key (center) references places_center (id),
  foreign key (part_of) references places_room (id)
) {strict};

-- reference: opening hours, at most 20 periods a center
create table places_hours_period (
  center {id} not null,
  valid_from {date} not null,
  valid_to {date},
  week {json} not null,
  holidays {json} not null,
  primary key (center, valid_from),
  foreign key (center) references places_center (id)
) {strict};

-- reference: days on which a center is open otherwise than usual
create table places_hours_exception (
  id {id} not null,
  center {id} not null,
  position {int} not null,
  first_day {date} not null,
  last_day {date} not null,
  closed {bool} not null,
  opens text,
  closes text,
  note text not null,
  primary key (id),
  foreign key (center) references places_center (id)
) {strict};
create index places_hours_exception_center on places_hours_exception (center, last_day);

-- reference: the years whose statutory holidays are known
create table places_holiday_year (
  year {int} not null,
  source text not null,
  primary key (year)
) {strict};

-- reference: statutory days off and working weekends, about forty a year
create table places_holiday (
  date {date} not null,
  year {int} not null,
  name text not null,
  off {bool} not null,
  primary key (date),
  foreign key (year) references places_holiday_year (year)
) {strict};

-- reference: roads, water and green of the own map
create table places_feature (
  region {id} not null,
  key text not null,
  kind text not null,
  geometry {json} not null,
  primary key (region, key),
  foreign key (region) references places_region (id)
) {strict};
