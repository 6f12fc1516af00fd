-- What a center offers: one talk, or a choir that meets every Tuesday.
create table activities_program (
  district {int} not null,
  id {id} not null,
  center {id} not null,
  status text not null,
  -- Taken out of the fields, because lists are filtered by them.
  kind text not null,
  age_min {int},
  age_max {int},
  folded text not null,
  fields {json} not null,
  version {int} not null,
  created_at {time} not null,
  changed_at {time} not null,
  primary key (district, id)
) {strict};
create index activities_program_center on activities_program (district, center, status, id);

-- One date of a program.
create table activities_session (
  district {int} not null,
  id {id} not null,
  program {id} not null,
  center {id} not null,
  date {date} not null,
  starts_at {time} not null,
  ends_at {time} not null,
  room {id},
  outdoor text,
  status text not null,
  cancel_reason text,
  cancelled_at {time},
  primary key (district, id),
  foreign key (district, program) references activities_program (district, id)
) {strict};
create index activities_session_time on activities_session (district, starts_at, id);
create index activities_session_center on activities_session (district, center, starts_at, id);
create index activities_session_program on activities_session (district, program, starts_at, id);

-- What people thought of it. One word of each person who was there; no list shows names.
create table activities_feedback (
  district {int} not null,
  id {id} not null,
  session {id} not null,
  person {id} not null,
  level {int} not null,
  comment text,
  at {time} not null,
  primary key (district, id),
  unique (district, session, person),
  check (level >= 1 and level <= 5)
) {strict};
-- Who asks for their own data says no district.
create index activities_feedback_any_person on activities_feedback (person);
