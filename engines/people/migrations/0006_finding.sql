-- What a name is found by, if it begins with what was typed: as written, in pinyin, by initials. As
-- bytes, so that every engine and locale orders them alike. Part 0 begins where the name begins.
create table people_name_key (
  district {int} not null,
  part {int} not null,
  key {blob} not null,
  person {id} not null,
  center {id},
  primary key (district, part, key, person),
  foreign key (district, person) references people_person (district, id)
) {strict}
-- sqlite:
, without rowid
-- both:
;
create index people_name_key_center on people_name_key (district, center, part, key, person);
create index people_name_key_person on people_name_key (district, person);

-- When someone was at a center last: who came lately is found first.
create table people_visit (
  district {int} not null,
  center {id} not null,
  person {id} not null,
  at {time} not null,
  primary key (district, center, person)
) {strict};
create index people_visit_at on people_visit (district, center, at);
create index people_visit_person on people_visit (person);

-- Lists of people on their way in: read, shown, confirmed, taken. Deleted when the time is over.
create table people_import (
  district {int} not null,
  id {id} not null,
  center {id} not null,
  state text not null,
  heading text not null,
  lines {int} not null,
  hash {blob},
  with_doubtful {bool} not null,
  made_at {time} not null,
  made_by {id},
  until_at {time} not null,
  primary key (district, id)
) {strict};

-- The lines, sealed, some at a time, and how many of them mean what.
create table people_import_part (
  district {int} not null,
  import {id} not null,
  part {int} not null,
  sealed {blob} not null,
  lines {int} not null,
  checked {bool} not null,
  taken {int},
  new_lines {int} not null,
  same_lines {int} not null,
  changed_lines {int} not null,
  doubtful_lines {int} not null,
  refused_lines {int} not null,
  primary key (district, import, part),
  foreign key (district, import) references people_import (district, id)
) {strict};
